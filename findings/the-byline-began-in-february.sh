#!/usr/bin/env bash
# Read together, the monthly files of an archive lose the bylines in DuckDB if January had none; if January alone had them, it is an error.
#
# One would guess: files of one archive with different columns are joined by the names of all of them, with nulls, or refused, as polars
#                  refuses them. Whether a column comes or goes makes no difference.
# What happens:    the first file in the order of the names decides. A column that a later CSV file has more is left out of it
#                  without a word; one that it lacks is an error ("Column with name byline is missing"). Columns in another order are
#                  put right by name. `union_by_name = true` keeps all.
# Why it matters:  what a paper's export gains in the course of the years (bylines, corrections, hours) is lost, and what it loses is
#                  reported. Every row is there, so a count of rows passes. Set union_by_name whenever a name has a star in it.
# Seen with:       duckdb 2.0.1, polars 2.1.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0
cd "$folder"
printf 'title,place\nFerry sinks,Oslo\n' >2025-01.csv
printf 'place,title,byline\nRome,Fire is out,Staff\n' >2025-02.csv
printf 'title,place,byline\nFerry sinks,Oslo,Staff\n' >other-01.csv
printf 'place,title\nRome,Fire is out\n' >other-02.csv
"$folder/env/bin/python" - <<'PYTHON'
import duckdb
import polars

print("duckdb", duckdb.__version__, "polars", polars.__version__)
files = duckdb.sql("SELECT * FROM read_csv('2025-*.csv')")
print("DuckDB, a column that comes:", files.columns, files.fetchall())
assert files.columns == ["title", "place"] and files.fetchall() == [("Ferry sinks", "Oslo"), ("Fire is out", "Rome")]
united = duckdb.sql("SELECT * FROM read_csv('2025-*.csv', union_by_name = true)").fetchall()
print("by name:", united)
assert united == [("Ferry sinks", "Oslo", None), ("Fire is out", "Rome", "Staff")]
try:
    duckdb.sql("SELECT * FROM read_csv('other-*.csv')").fetchall()
    raise SystemExit("no error")
except duckdb.Error as error:
    print("DuckDB, a column that goes:", " ".join(str(error).split())[:140])
try:
    polars.scan_csv("2025-*.csv").collect()
    raise SystemExit("no error")
except polars.exceptions.PolarsError as error:
    print("polars, a column that comes:", str(error).splitlines()[0])
print("as the head says")
PYTHON
