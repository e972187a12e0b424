#!/usr/bin/env bash
# In DuckDB's full-text search for all words, a headline does not find itself if it has "the", "and", or a number at its end.
#
# One would guess: a text that is searched by its own words is found. What the index leaves out (stop words, digits, signs) is
#                  left out of the query as well.
# What happens:    with `conjunctive := 1` every word of the query must be in the index, and stop words never are: "the ferry"
#                  finds nothing. Digits and signs become blanks, and one at the end leaves an empty word, which is not in
#                  the index either: "ferry sank 1999" and "ferry sank?" find nothing, "1999 ferry sank" does too, while
#                  "ferry 1999 sank" finds all, of whatever year. `stopwords := 'none'` mends the first half only.
# Why it matters:  the answer is an empty list, as for a word that is nowhere. Years and question marks stand at the end of
#                  queries. A query must go through the same steps as the texts, and what is left out must not be asked for.
# Seen with:       DuckDB 1.5.5, duckdb-extension-fts 1.5.5 (PyPI), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.5 duckdb-extension-fts==1.5.5
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
from pathlib import Path

import duckdb
import duckdb_extension_fts

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("duckdb", "duckdb-extension-fts")))
base = duckdb.connect(config={"allow_unsigned_extensions": "true"})
[extension] = Path(duckdb_extension_fts.__file__).parent.rglob("fts.duckdb_extension")
base.execute(f"LOAD '{extension}'")
stories = ["The ferry sails again", "Ferry sank in 1999", "Ferry sank in 2025", "Who sank the ferry?", "Harbour opens"]
base.execute("CREATE TABLE stories (number INT, text VARCHAR)")
base.executemany("INSERT INTO stories VALUES (?, ?)", list(enumerate(stories)))


def found(query):
    rows = base.execute("SELECT number FROM stories WHERE fts_main_stories.match_bm25(number, ?, conjunctive := 1) IS NOT NULL ORDER BY 1", [query])
    return [number for (number,) in rows.fetchall()]


def check(query, expected):
    print(f"  {query!r} finds {[stories[number] for number in found(query)]}")
    assert found(query) == expected


for stopwords, themselves, articles in (("english", [4], []), ("none", [0, 4], [0, 3])):
    base.execute(f"PRAGMA create_fts_index('stories', 'number', 'text', stopwords = '{stopwords}', overwrite = 1)")
    print("stop words:", stopwords)
    print("  headlines that find themselves:", [stories[number] for number in range(5) if number in found(stories[number])])
    assert [number for number in range(5) if number in found(stories[number])] == themselves
    check("ferry sank", [1, 2, 3])
    check("the ferry", articles)
    check("ferry sank 1999", [])
    check("ferry sank?", [])
    check("1999 ferry sank", [])
    check("ferry 1999 sank", [1, 2, 3])
print("as the head says")
PYTHON
