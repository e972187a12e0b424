#!/usr/bin/env bash
# DuckDB gives another value for the same column of the same file when ORDER BY or a second column is added.
#
# One would guess: `SELECT seen::VARCHAR` has one answer for a file. WHERE, ORDER BY and LIMIT choose and order rows;
#                  another column in the list changes nothing of the first.
# What happens:    where all that is asked of a CSV column is its cast to text, the reader skips its type and hands out the
#                  characters of the file: `03/04/2025`, `1.50`, `1e3`. With an ORDER BY that column, a WHERE on *any*
#                  column, a LIMIT below, or the column itself beside its cast, the text is written anew from the type:
#                  `2025-04-03`, `1.5`, `1000.0`.
# Why it matters:  a script that looks at the text to see what is in the file sees it only until someone sorts the rows, and
#                  then sees what DuckDB made of it. Two exports of one file no longer join on such a column. Whoever wants
#                  the characters must say all_varchar=true.
# Seen with:       duckdb 2.0.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1
"$folder/env/bin/python" - "$folder/stories.csv" <<'PYTHON'
import sys
import duckdb

print("duckdb", duckdb.__version__)
path = sys.argv[1]
with open(path, "w", encoding="ascii") as file:
    file.write("id,seen,weight,code\nferry,03/04/2025,1.50,1e3\npier,05/06/2025,2.50,2e3\n")
text = "seen::VARCHAR, weight::VARCHAR, code::VARCHAR"
written, typed = ("03/04/2025", "1.50", "1e3"), ("2025-04-03", "1.5", "1000.0")
for query, expected in (
    (f"SELECT {text} FROM '{path}'", written),
    (f"SELECT {text} FROM '{path}' WHERE id < 'g'", typed),
    (f"SELECT {text} FROM '{path}' ORDER BY id", written),
    (f"SELECT {text}, seen, weight, code FROM '{path}'", typed),
    (f"SELECT {text} FROM '{path}' ORDER BY seen, weight, code", typed),
    (f"SELECT {text} FROM (FROM '{path}' LIMIT 9)", typed),
    (f"SELECT {text} FROM read_csv('{path}', all_varchar=true) ORDER BY id", written),
):
    first = duckdb.sql(query).fetchall()[0][:3]
    print(query.replace(path, "stories.csv"), "\n   ", first)
    assert first == expected
print("as the head says")
PYTHON
