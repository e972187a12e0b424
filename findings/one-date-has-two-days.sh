#!/usr/bin/env bash
# Temporal, which new JavaScript engines have at last, is wrong on every third Chinese day of the nineteenth century; Intl, beside it, is right.
#
# One would guess: one engine has one Chinese calendar. A date that is turned into it has the day that toLocaleString() writes for the
#                  same date, and the newer of the two is the better.
# What happens:    Temporal counts by ICU4X, Intl by ICU. On more than one in three of the days of 1872 to 1889 they disagree, and 1 January
#                  1850 is the 18th of the eleventh month by the date's `day` and the 19th by toLocaleString() of the same date.
#                  lunar_python, made for Chinese history, agrees with Intl on every day from 1872 to 1889. Temporal is off by a day, or by
#                  a month where the leap month is another. From 1901 on it is the other way: Temporal is right to 1923, Intl has errors.
# Why it matters:  the great Chinese papers begin in 1872, and are dated so. A test with today passes, and one with the treaty of 17 April 1895
#                  does. Days differ within one program, by which of the two was asked. Before 1901 take Intl or a table, and compare.
# Seen with:       Deno 2.9.8 with V8 15.0 (PyPI deno), lunar_python 1.4.8, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check deno==2.9.8 lunar_python==1.4.8
cat >"$folder/days.js" <<'JAVASCRIPT'
console.log(`Deno ${Deno.version.deno} V8 ${Deno.version.v8}`);
const first = Temporal.PlainDate.from("1850-01-01").withCalendar("chinese");
console.log(`1850-01-01 in Temporal: ${first.monthCode}, day ${first.day}; the same object written: ${first.toLocaleString("en-u-ca-chinese", { dateStyle: "long" })}`);
const intl = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
for (let day = Temporal.PlainDate.from("1872-01-01"); day.year < 1924; day = day.add({ days: 1 })) {
  const chinese = day.withCalendar("chinese");
  const part = Object.fromEntries(intl.formatToParts(Date.UTC(day.year, day.month - 1, day.day)).map(({ type, value }) => [type, value]));
  const temporal = `${chinese.year}/${chinese.monthCode.slice(1).replace(/^0/, "")}/${chinese.day}`;
  console.log(`${day} ${temporal} ${part.relatedYear}/${part.month.replace("bis", "L")}/${part.day}`);
}
JAVASCRIPT
HOME="$folder" "$folder/env/bin/deno" run --no-prompt "$folder/days.js" >"$folder/days.txt"
"$folder/env/bin/python" - "$folder/days.txt" <<'PYTHON'
import datetime
import sys

from lunar_python import Solar

with open(sys.argv[1]) as file:
    head, one, *lines = file.read().splitlines()
print(head)
print(one)
assert "M11, day 18" in one and "19" in one.split("written:")[1]
counts = {}
for line in lines:
    day, temporal, intl = line.split()
    date = datetime.date.fromisoformat(day)
    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    month = lunar.getMonth()
    table = f"{lunar.getYear()}/{abs(month)}{'L' if month < 0 else ''}/{lunar.getDay()}"
    span = "1872 to 1889" if date.year < 1890 else "1890 to 1900" if date.year < 1901 else "1901 to 1923"
    days, *wrong = counts.get(span, (0, 0, 0, 0))
    counts[span] = (days + 1, wrong[0] + (temporal != table), wrong[1] + (intl != table), wrong[2] + (temporal != intl))
for span, (days, temporal, intl, apart) in counts.items():
    print(f"{span}: of {days} days Temporal is not lunar_python's on {temporal}, Intl on {intl}; the two differ on {apart}")
assert counts["1872 to 1889"][1] > counts["1872 to 1889"][0] / 3 and counts["1872 to 1889"][2] == 0
assert counts["1901 to 1923"][1] == 0 < counts["1901 to 1923"][2]
print("as the head says")
PYTHON
