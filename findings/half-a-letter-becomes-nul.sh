#!/usr/bin/env bash
# A line that Python's json writes without a murmur is refused by three readers, and one of the others reads a NUL in it.
#
# One would guess: what `json.dumps` writes is JSON, and whoever reads JSON lines reads the same text or refuses the line.
# What happens:    a title that was cut in the middle of an emoji (as feeds and databases that count UTF-16 units cut it) is written as
#                  a lone surrogate, "\ud83d". DuckDB, pyarrow and orjson refuse it, and with it the file. polars reads
#                  it as U+0000, pandas leaves it out: both without a warning.
# Why it matters:  a NUL ends strings in C and is refused by PostgreSQL, far from where it came in; and a file of a million
#                  stories is refused for half a letter in one. A reader of archives should put U+FFFD there and go on.
# Seen with:       polars 2.1.0, pandas 3.1.1, duckdb 2.0.1, pyarrow 26.0.1, orjson 3.13.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
    polars==2.1.0 pandas==3.1.1 duckdb==2.0.1 pyarrow==26.0.1 orjson==3.13.0
"$folder/env/bin/python" - "$folder/cut.jsonl" <<'PYTHON'
import importlib.metadata
import json
import sys

import duckdb
import orjson
import pandas
import polars
import pyarrow.json

path = sys.argv[1]
whole = "The ferry sails \U0001f6a2 again"
cut = whole.encode("utf-16-le")[: 2 * 17].decode("utf-16-le", "surrogatepass") + " again"
with open(path, "w", encoding="ascii") as file:
    file.write(json.dumps({"id": "a", "title": cut}) + "\n")
print(open(path).read().strip())
readers = {
    "polars": lambda: polars.read_ndjson(path)["title"][0],
    "pandas": lambda: pandas.read_json(path, lines=True).title[0],
    "duckdb": lambda: duckdb.sql(f"SELECT title FROM read_json_auto('{path}')").fetchone()[0],
    "pyarrow": lambda: pyarrow.json.read_json(path)["title"][0].as_py(),
    "orjson": lambda: orjson.loads(open(path).read())["title"],
}
found = {}
for name, read in readers.items():
    try:
        found[name] = read()
    except Exception as error:
        found[name] = f"refused: {type(error).__name__}"
    print(name, importlib.metadata.version(name), ascii(found[name]))
assert found["polars"] == "The ferry sails \0 again"
assert found["pandas"] == "The ferry sails  again"
assert all(found[name].startswith("refused") for name in ("duckdb", "pyarrow", "orjson"))
print("as the head says")
PYTHON
