#!/usr/bin/env bash
# DuckDB reads 03/04/2025 as 3 April in one file and as 4 March in the next; 15-10-25 is of 2015 for it, of the year 25 for
# polars.
#
# One would guess: a day whose order cannot be known is left as text, or one order holds for all files, and it says which.
# What happens:    the order is the one that all rows of the *file* allow. Without a day above 12 it is day first; one
#                  `05/16/2025` in another row makes it month first. `15-10-25` is taken as year-month-day, though 25
#                  October is as good a day: 2015-10-25; a row `31-12-99` in the same file makes it 2025-10-15. JSON lines,
#                  where the value is a string, are read the same way for `15-10-25`. polars with try_parse_dates has one
#                  order for these, day first, and leaves the column as text when one row does not fit; but `15-10-25` is a
#                  day of the year 25.
# Why it matters:  monthly files of one paper are read in two orders, each without a warning, and joined afterwards. A
#                  reader must learn the order from all files of a source, or keep both readings.
# Seen with:       duckdb 2.0.1, polars 2.1.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import json
import sys

import duckdb
import polars

print("duckdb", duckdb.__version__, "polars", polars.__version__)
folder = sys.argv[1]


def by_duckdb(rows, kind="csv"):
    path = f"{folder}/days.{kind}"
    with open(path, "w", encoding="ascii") as file:
        if kind == "csv":
            file.write("id,seen\n" + "".join(f"a{number},{row}\n" for number, row in enumerate(rows)))
        else:
            file.writelines(json.dumps({"id": f"a{number}", "seen": row}) + "\n" for number, row in enumerate(rows))
    return [str(row[0]) for row in duckdb.sql(f"SELECT seen FROM '{path}'").fetchall()]


def by_polars(rows):
    return [str(row) for row in polars.read_csv("\n".join(["seen", *rows]).encode(), try_parse_dates=True)["seen"]]


for rows, duck, pole in (
    (["03/04/2025", "05/06/2025"], ["2025-04-03", "2025-06-05"], ["2025-04-03", "2025-06-05"]),
    (["03/04/2025", "05/16/2025"], ["2025-03-04", "2025-05-16"], ["03/04/2025", "05/16/2025"]),
    (["15-10-25", "16-10-25"], ["2015-10-25", "2016-10-25"], ["0025-10-15", "0025-10-16"]),
    (["15-10-25", "31-12-99"], ["2025-10-15", "1999-12-31"], ["0025-10-15", "0099-12-31"]),
):
    print(rows, "duckdb:", by_duckdb(rows), "polars:", by_polars(rows))
    assert by_duckdb(rows) == duck and by_polars(rows) == pole
assert by_duckdb(["15-10-25"], "jsonl") == ["2015-10-25"], "a JSON string is no safer"
print("as the head says")
PYTHON
