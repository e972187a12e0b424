#!/usr/bin/env bash
# DuckDB cuts values to fit the first rows of a CSV file: a late 2.5 is read as 3, a late time loses its zone.
#
# One would guess: a column is typed by a sample of rows, and a later value that does not fit the type is an error that
#                  names its line.
# What happens:    that is so for `2025-10` in a column of days. But a value that can be *cast* is changed without a word.
#                  From row 20,480 on, `2.5` in a column of whole numbers is 3, `2025-10-16 23:30:00` in a column of days is
#                  2025-10-16, and so is `2025-10-16 or so`. A time with a zone after times without one loses the zone from
#                  row 2,048 on, though that row is within the sample: `01:30:00+03:00` stays 01:30:00. In row 2,047 the
#                  same value makes the whole column UTC.
# Why it matters:  an archive that grew a clock, a zone or a decimal point in its second year is read wrong from there on,
#                  and a test on its first thousand rows shows nothing. `sample_size=-1` mends the first kind, and not the
#                  zones. Whoever exports CSV should write one form in all rows; whoever reads it should name the types.
# Seen with:       duckdb 2.0.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1
"$folder/env/bin/python" - "$folder/rows.csv" <<'PYTHON'
import sys
import duckdb

print("duckdb", duckdb.__version__)
path = sys.argv[1]
duckdb.sql("SET TimeZone = 'UTC'")


def last(usual, count, late, options=""):
    """Writes `count` rows of the usual value and one late row; returns the late row as it is read."""
    with open(path, "w", encoding="ascii") as file:
        file.write("id,seen\n" + "".join(f"a{row},{usual}\n" for row in range(count)) + f"last,{late}\n")
    return duckdb.sql(f"SELECT seen::VARCHAR, typeof(seen) FROM read_csv('{path}'{options}) WHERE id = 'last'").fetchall()[0]


for usual, late, early, cut in (
    ("1", "2.5", ("2.5", "DOUBLE"), ("3", "BIGINT")),
    ("2025-10-15", "2025-10-16 23:30:00", ("2025-10-16 23:30:00", "TIMESTAMP"), ("2025-10-16", "DATE")),
    ("2025-10-15", "2025-10-16 or so", ("2025-10-16 or so", "VARCHAR"), ("2025-10-16", "DATE")),
):
    found = {count: last(usual, count, late) for count in (20_478, 20_479)}
    print(f"{late!r} after rows of {usual!r}: {found}")
    assert found == {20_478: early, 20_479: cut}
    assert last(usual, 20_479, late, ", sample_size=-1") == early, "asked to look at all rows, it keeps the value"

found = {count: last("2025-10-15 01:30:00", count, "2025-10-16 01:30:00+03:00") for count in (2_046, 2_047)}
print("a zone after times without one:", found)
assert found == {2_046: ("2025-10-15 22:30:00+00", "TIMESTAMP WITH TIME ZONE"), 2_047: ("2025-10-16 01:30:00", "TIMESTAMP")}
assert last("2025-10-15 01:30:00", 2_047, "2025-10-16 01:30:00+03:00", ", sample_size=-1") == found[2_047]

try:
    last("2025-10-15", 20_479, "2025-10")
    raise SystemExit("a month was read as a day")
except duckdb.ConversionException:
    print("'2025-10' is refused")
print("as the head says")
PYTHON
