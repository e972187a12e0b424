#!/usr/bin/env bash
# pandas.read_json gives records other values than they have, though JSON says what is a string.
#
# One would guess: a JSON string comes in as a string. `"2025-10"` is a month, `"0012345"` and `"1e5"` are identifiers.
# What happens:    a column is tried as dates because its *name* ends in `_at` or `_time`, or is `date` or `modified`: a month becomes
#                  its first day, midnight. A column of any other name is tried as numbers: `"0012345"` becomes 12345, and `"1e5"`
#                  100000.0, so two records with the ids "1e5" and "100000" are one. No warning is given.
# Why it matters:  an article of which only the month is known gets a day, and ids in hexadecimal or with leading zeros join
#                  no longer. Whoever exports JSON lines must print ids with a letter that is no digit, and days beside
#                  their precision; whoever reads them must pass dtype=False.
# Seen with:       pandas 3.1.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1
"$folder/env/bin/python" - <<'PYTHON'
import io
import pandas

print("pandas", pandas.__version__)
lines = '{"id": "1e5", "code": "0012345", "published_at": "2025-10", "day": "2025-10"}\n' \
        '{"id": "100000", "code": "0000007", "published_at": "2025-11-03", "day": "2025-11-03"}\n'
frame = pandas.read_json(io.StringIO(lines), lines=True)
print(frame.to_string())
assert str(frame.published_at[0]) == "2025-10-01 00:00:00", "a month is its first day"
assert frame.day[0] == "2025-10", "the same value under another name stays"
assert frame.id[0] == frame.id[1] == 100000, "two ids are one"
assert frame.code[0] == 12345, "leading zeros are gone"
kept = pandas.read_json(io.StringIO(lines), lines=True, dtype=False)
assert list(kept.id) == ["1e5", "100000"] and kept.published_at[0] == "2025-10", "asked not to, it keeps them"
print("as the head says")
PYTHON
