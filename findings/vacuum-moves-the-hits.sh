#!/usr/bin/env bash
# After sqlite-utils tidies a database, its full-text search finds other stories, or none of the new ones.
#
# One would guess: `vacuum` gives back space and `transform` changes a column; an index that the same tool keeps by triggers
#                  goes along with both.
# What happens:    a table without a key of its own is numbered by SQLite, and VACUUM numbers it anew where rows were deleted.
#                  The index keeps the old numbers: a search for "pier" shows the story about the light. And transform() builds
#                  a new table and drops the old one, whose triggers go with it: what is added afterwards is not found, while
#                  old stories are. Neither says a word.
# Why it matters:  this is how many archives of feeds and saved pages are kept, and both are things one does to them in their
#                  second year. Give the table a whole-number key, and after transform() call disable_fts() and enable_fts()
#                  again. Elsewhere: an index on row numbers must know when they change.
# Seen with:       sqlite-utils 4.2.1, SQLite 3.40.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check sqlite-utils==4.2.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import sqlite3

import sqlite_utils

print("sqlite-utils", importlib.metadata.version("sqlite-utils"), "SQLite", sqlite3.sqlite_version)
WORDS = ("ferry", "harbour", "pier", "light", "storm", "bridge")


def archive(key=None):
    database = sqlite_utils.Database(memory=True)
    database["stories"].insert_all(({"number": number, "text": f"the {word}"} for number, word in enumerate(WORDS, 1)), pk=key)
    database["stories"].enable_fts(["text"], create_triggers=True)
    database["stories"].delete_where("text = 'the harbour'")
    return database


def found(database, word):
    return [row["text"] for row in database["stories"].search(word)]


database = archive()
assert found(database, "pier") == ["the pier"]
database.vacuum()
print("after vacuum:", {word: found(database, word) for word in WORDS})
assert found(database, "pier") == ["the light"] and found(database, "light") == ["the storm"]
keyed = archive("number")
keyed.vacuum()
assert found(keyed, "pier") == ["the pier"], "a key of its own keeps the numbers"

database = archive("number")
database["stories"].insert({"number": 7, "text": "the tide"})
assert found(database, "tide") == ["the tide"]
database["stories"].transform(types={"number": int}, defaults={"text": ""})
database["stories"].insert({"number": 8, "text": "the buoy"})
print("after transform:", {word: found(database, word) for word in ("pier", "tide", "buoy")})
assert found(database, "pier") == ["the pier"] and found(database, "buoy") == []
database["stories"].disable_fts()
database["stories"].enable_fts(["text"], create_triggers=True)
assert found(database, "buoy") == ["the buoy"]
print("as the head says")
PYTHON
