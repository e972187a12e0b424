#!/usr/bin/env bash
# Two packages turn a Hijri day into ours, and differ on more than half of the months.
#
# One would guess: the Islamic calendar is one calendar, so 1 Ramadan of a year is one day for all software.
# What happens:    convertdate reckons with the tabular calendar, hijridate (and ICU's islamic-umalqura) with the table
#                  of Umm al-Qura that Saudi Arabia publishes. Of the 252 months of 1430 to 1450 AH, 138 begin on another day.
# Why it matters:  papers of the Gulf print Umm al-Qura days. A converter of the other kind dates more than half of their
#                  stories a day off (now and then two), silently, and often into another month.
# Seen with:       hijridate 2.6.0, convertdate 2.5.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check hijridate==2.6.0 convertdate==2.5.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
from datetime import date

from convertdate import islamic
from hijridate import Hijri

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("hijridate", "convertdate")))
months = [(year, month) for year in range(1430, 1451) for month in range(1, 13)]
official = {at: date(*Hijri(*at, 1).to_gregorian().datetuple()) for at in months}
tabular = {at: date(*islamic.to_gregorian(*at, 1)) for at in months}
apart = [at for at in months if official[at] != tabular[at]]
for at in apart[:3]:
    print(f"1.{at[1]}.{at[0]} AH: {official[at]} by Umm al-Qura, {tabular[at]} by the table of 30 years")
print(len(apart), "of", len(months), "months begin on another day")
assert len(months) == 252 and len(apart) == 138
print("days apart:", sorted({(tabular[at] - official[at]).days for at in apart}))
assert {(tabular[at] - official[at]).days for at in apart} == {-1, 1, 2}
print("as the head says")
PYTHON
