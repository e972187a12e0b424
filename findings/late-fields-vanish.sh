#!/usr/bin/env bash
# polars.read_ndjson leaves out every field that is first seen after a hundred lines.
#
# One would guess: a field that some lines lack is null there, wherever it first appears, or its late appearance is an error,
#                  as in DuckDB ("has unknown key").
# What happens:    the schema is taken from the first 100 lines (infer_schema_length). A field that comes later is dropped
#                  from all lines without a warning. A field that is null in the first 100 lines and has a value later is an error instead.
# Why it matters:  optional fields are what archives are made of: the byline of every hundredth story, the one correction.
#                  A reader that counts rows finds nothing missing. Whoever writes JSON lines for others should print every
#                  key on every line, and state a schema beside them.
# Seen with:       polars 2.1.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0
"$folder/env/bin/python" - <<'PYTHON'
import io
import json
import polars

print("polars", polars.__version__)


def archive(plain):
    stories = [{"id": f"a{number}", "title": "The ferry sails again"} for number in range(plain)]
    stories.append({"id": "last", "title": "The pier is open", "byline": "Harbour desk"})
    return "".join(json.dumps(story) + "\n" for story in stories).encode()


for plain in (99, 100):
    eager = polars.read_ndjson(io.BytesIO(archive(plain)))
    lazy = polars.scan_ndjson(io.BytesIO(archive(plain))).collect()
    print(plain, "lines before the byline:", eager.shape, eager.columns, "lazy:", lazy.columns)
    assert eager.height == plain + 1, "no line is missing"
    assert ("byline" in eager.columns) == (plain < 100), "the byline is there only when it comes early"
    assert eager.columns == lazy.columns
whole = polars.read_ndjson(io.BytesIO(archive(100)), infer_schema_length=None)
assert "byline" in whole.columns, "asked to look at all lines, it keeps it"
print("as the head says")
PYTHON
