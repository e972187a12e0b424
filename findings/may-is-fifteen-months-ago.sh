#!/usr/bin/env bash
# dateparser reads "15 May 2025", written in Marathi or Gujarati, as fifteen months ago.
#
# One would guess: a parser with data for 200 languages reads their long dates, made from the same source (CLDR), or gives None.
# What happens:    in Marathi (मे) and Gujarati (મે) the name of May is also taken for the short "m" of months in relative
#                  dates: the 15th of May is today less 15 months, another day each day, and 2025 is passed over. In Punjabi
#                  June (ਜੂਨ) is January. In Thai the short name of March, มี.ค., is January, and no other month is wrong. The
#                  language was given each time; the long Thai name is read.
# Why it matters:  eleven months of twelve are right, so a test with today's date passes for most of the year. The wrong days
#                  are valid, recent, and move. Write the date back with CLDR's names, or keep a table for the languages at
#                  hand.
# Seen with:       dateparser 1.5.0, babel 2.19.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 babel==2.19.0
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import datetime
import importlib.metadata

import dateparser
from babel.dates import format_date
from dateutil.relativedelta import relativedelta

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("dateparser", "babel")))
NOW = datetime.datetime(2026, 11, 29, 12)


def wrong(language, pattern):
    """The months whose 15th is read as another day."""
    found = {}
    for month in range(1, 13):
        day = datetime.date(2025, month, 15)
        read = dateparser.parse(format_date(day, pattern, locale=language), languages=[language], settings={"RELATIVE_BASE": NOW})
        if read and read.date() != day:
            found[month] = read.date().isoformat()
    return found


ago = (NOW - relativedelta(months=15)).date().isoformat()
for language, pattern, expected in (
    ("mr", "d MMMM y", {5: ago}),
    ("gu", "d MMMM y", {5: ago}),
    ("pa", "d MMMM y", {6: "2025-01-15"}),
    ("th", "d MMM y", {3: "2025-01-15"}),
    ("th", "d MMMM y", {}),
    ("hi", "d MMMM y", {}),
):
    found = wrong(language, pattern)
    print(language, format_date(datetime.date(2025, max(found, default=5), 15), pattern, locale=language), "wrong months:", found)
    assert found == expected
print("as the head says")
PYTHON
