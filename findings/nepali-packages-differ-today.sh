#!/usr/bin/env bash
# What day it is in Nepal today: of five packages four say one thing and one another, and after 2084 they part for good.
#
# One would guess: a calendar that a state uses has a rule or a table, and packages of this year agree at least on this
#                  year.
# What happens:    the lengths of the months of Bikram Sambat are set each year by a committee; packages hold tables with
#                  the years to come filled in by guess. In 2082 (2025) bikram begins two months a day early; in 2083
#                  (2026), bsdatetime begins three, among them the present one. From 2084 on each year differs. In 2062
#                  (2005), long past, one month of the package nepali is off.
# Why it matters:  a package that was right when it was chosen becomes wrong as time goes by, and an update of its table
#                  moves days that were stored. Keep the day as printed beside the day converted.
# Seen with:       nepali-datetime 1.0.8.5, bsdatetime 1.0.1, nepali 1.2.0, bikram 2.1.4, bikram-sambat 0.2.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
    nepali-datetime==1.0.8.5 bsdatetime==1.0.1 nepali==1.2.0 bikram==2.1.4 bikram-sambat==0.2.0
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata

import bikram_sambat
import bsdatetime
import nepali_datetime
from bikram import samwat
from nepali.datetime import nepalidate

packages = {
    "nepali-datetime": lambda *day: nepali_datetime.date(*day).to_datetime_date(),
    "bsdatetime": lambda *day: bsdatetime.bs_to_ad(*day),
    "nepali": lambda *day: nepalidate(*day).to_date(),
    "bikram": lambda *day: samwat(*day).ad,
    "bikram-sambat": lambda *day: bikram_sambat.date(*day).togregorian(),
}
print(*(f"{name} {importlib.metadata.version(name)}" for name in packages))
apart = {}
for year in range(2061, 2088):
    for month in range(1, 13):
        begins = {}
        for name, convert in packages.items():
            try:
                begins[name] = str(convert(year, month, 1))
            except (ValueError, KeyError, IndexError):
                continue  # the table of this package does not have the year
        if len(set(begins.values())) > 1:
            apart[year, month] = begins
for at, begins in apart.items():
    if at[0] < 2084:
        print(at, begins)
years = [year for year, _ in apart]
counts = {year: years.count(year) for year in sorted(set(years))}
print("months that begin on different days, by year:", counts)
assert counts == {2062: 1, 2082: 2, 2083: 3, 2084: 7, 2085: 3, 2086: 5, 2087: 6}
now = apart[2083, 8]
assert now["bsdatetime"] == "2026-11-16" and {day for name, day in now.items() if name != "bsdatetime"} == {"2026-11-17"}
print("as the head says")
PYTHON
