#!/usr/bin/env bash
# dateparser reads Thai month names and leaves the year as it stands: every Thai story is 543 years in the future.
#
# One would guess: a parser that knows Thai reads Thai dates: years in Thailand are counted from the Buddha, 2568 is 2025.
# What happens:    "15 ตุลาคม 2568" with languages=["th"] is a day of the year 2568. "15 ต.ค. 68", the form of the headlines
#                  (2568), is a day of 2068, which no test for a far future catches. Where the text says which era it means
#                  ("พ.ศ. 2568"), the answer is None. pythainlp's parser, made for Thai, gives 2025.
# Why it matters:  a date far in the future is easily found, one of 2068 is not. A reader of Thai news must settle the era
#                  before it hands a year to a parser.
# Seen with:       dateparser 1.5.0, pythainlp 5.4.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 pythainlp==5.4.0
PYTHAINLP_DATA_DIR="$folder" "$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata

import dateparser
from pythainlp.util import thai_strptime

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("dateparser", "pythainlp")))


def year(text):
    found = dateparser.parse(text, languages=["th"])
    return found and found.year


texts = {"15 ตุลาคม 2568": 2568, "15/10/2568": 2568, "15 ต.ค. 68": 2068, "15 ตุลาคม พ.ศ. 2568": None}
for text, expected in texts.items():
    print(text, "dateparser:", year(text))
    assert year(text) == expected
thai = thai_strptime("15 ตุลาคม 2568", "%d %B %Y").year
print("15 ตุลาคม 2568 pythainlp:", thai)
assert thai == 2025
print("as the head says")
PYTHON
