#!/usr/bin/env bash
# For all days of the Iranian year 1404 (March 2025 to March 2026) khayyam is a day off, and only for that year.
#
# One would guess: the Iranian calendar has one rule of leap years, and a package named after the man who gave it would get
#                  the year right in which it is used.
# What happens:    khayyam has no leap day in 1403 but one in 1404, by the cycle it computes. By the calendar in use in Iran
#                  1403 was the leap year: New Year 1404 was 21 March 2025, as jdatetime, persiantools and convertdate have
#                  it. So 366 days in a row are off by one; the days before and after agree, for thirty-two years. The same
#                  happens again in 1437 and 1470.
# Why it matters:  tests with days of other years pass. A paper's stories of one year are dated a day early, and reports
#                  that count by day look right. A converter should be held against a table of New Years, not against its
#                  inverse.
# Seen with:       Khayyam 3.0.17, jdatetime 6.1.1, persiantools 6.2.0, convertdate 2.5.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
    Khayyam==3.0.17 jdatetime==6.1.1 persiantools==6.2.0 convertdate==2.5.1
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata
from datetime import date, timedelta

import jdatetime
from convertdate import persian
from khayyam import JalaliDate as Khayyam
from persiantools.jdatetime import JalaliDate

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("Khayyam", "jdatetime", "persiantools", "convertdate")))


def four(day):
    """The Iranian day by khayyam, jdatetime, persiantools, convertdate."""
    by_khayyam, by_jdatetime, by_persiantools = Khayyam(day), jdatetime.date.fromgregorian(date=day), JalaliDate.to_jalali(day)
    return [(found.year, found.month, found.day) for found in (by_khayyam, by_jdatetime, by_persiantools)] + [tuple(persian.from_gregorian(day.year, day.month, day.day))]


print("15 October 2025:", four(date(2025, 10, 15)))
days = [date(1996, 1, 1) + timedelta(number) for number in range(365 * 62)]
apart = []
for day in days:
    by_khayyam, *others = four(day)
    assert others[0] == others[1] == others[2], day
    if by_khayyam != others[0]:
        apart.append(day)
print(f"{len(apart)} of {len(days)} days differ, {apart[0]} to {apart[-1]}")
assert (len(apart), apart[0], apart[-1]) == (366, date(2025, 3, 20), date(2026, 3, 20))
assert four(date(2025, 10, 15)) == [(1404, 7, 24)] + [(1404, 7, 23)] * 3
leap_days = [year for year in range(1380, 1480) if Khayyam(year, 1, 1).todate() != jdatetime.date(year, 1, 1).togregorian()]
print("years that begin on another day:", leap_days)
assert leap_days == [1404, 1437, 1470]
print("as the head says")
PYTHON
