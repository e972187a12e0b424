#!/usr/bin/env bash
# "The war of 1945" is a quarter to eight this evening for parsedatetime; 1865 and 1975 are no time at all.
#
# One would guess: four digits that stand alone are a year, or are not read; the library reads "October 1945" as that month.
# What happens:    they are hours and minutes wherever they can be. The years 1900 to 1959 and 2000 to 2059 are an hour of today;
#                  1865 and 1975, which have no such minute, are not found, and the flag says so. nlp(), made for running text, finds
#                  the same: of "In 1945 the ferry sat at the pier until May; 1830 people came" it makes this evening, next
#                  Saturday, next May and half past six, with the right places in the text and full dates.
# Why it matters:  half of the years that newspapers write about come out as today, in mid-evening, and the other half as nothing,
#                  so a sample of the sixties to nineties looks safe. agate is built on this library. Take from it only what names a day.
# Seen with:       parsedatetime 2.6, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --target "$folder/lib" parsedatetime==2.6
PYTHONPATH="$folder/lib" python3 -W ignore - <<'PYTHON'
import datetime
import importlib.metadata

import parsedatetime

print("parsedatetime", importlib.metadata.version("parsedatetime"))
calendar = parsedatetime.Calendar()
now = datetime.datetime(2026, 11, 30, 9, 0)


def read(text):
    found, kind = calendar.parseDT(text, sourceTime=now)
    return found.strftime("%Y-%m-%d %H:%M") if kind else None


for text, expected in (
    ("October 1945", "1945-10-01 09:00"),
    ("1945", "2026-11-30 19:45"),
    ("the war of 1945", "2026-11-30 19:45"),
    ("2025", "2026-11-30 20:25"),
    ("1865", None),
    ("1975", None),
):
    print(f"{text!r}: {read(text)}")
    assert read(text) == expected
hours = [year for year in range(1800, 2100) if (read(str(year)) or "").startswith("2026-11-30")]
print("years that are an hour of today:", len(hours))
assert hours == [year for year in range(1800, 2100) if year % 100 < 60]
text = "In 1945 the ferry sat at the pier until May; 1830 people came."
found = [(text[start:end].strip(), moment.strftime("%Y-%m-%d")) for moment, _, start, end, _ in calendar.nlp(text, sourceTime=now)]
print("nlp:", found)
assert found == [("In 1945", "2026-11-30"), ("sat", "2026-12-05"), ("May", "2027-05-01"), ("1830", "2026-11-30")]
print("as the head says")
PYTHON
