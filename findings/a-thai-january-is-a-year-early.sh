#!/usr/bin/env bash
# 15 January 2482 of a Bangkok paper was in 1940; libraries that are given the calendar say 1939. The first Japanese daily comes out
# seven weeks before it did.
#
# One would guess: a library with a Buddhist and a Japanese calendar, beside its Gregorian one, knows what those were when they were
#                  printed: that is what it adds to taking off 543, or to a table of eras.
# What happens:    Thai years began in April until 1940, and 2483 had nine months. All take off 543 at all times: January to March
#                  is a year early, and days of the first quarter of 2483, which never were, are days of 1940. Japan's months went by the
#                  moon until 1872. Meiji 3, 12th month, 8th day (28 January 1871), the date of the first daily, is 8 December 1870, as
#                  if the months had been ours. Temporal, asked for the Japanese date of that January, gives our year and no
#                  era, though it reads the false one; Intl writes a Meiji date that nobody printed.
# Why it matters:  the days are valid, and three quarters of the Thai ones are right. Sorted by day, the news of one winter stands
#                  before its causes. Before 1941 in Thai and 1873 in Japanese, read a date by a table of its own time, or keep it as printed.
# Seen with:       @internationalized/date 3.12.4, temporal-polyfill 1.0.8, Node 20.20.2 with ICU 78.2, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @internationalized/date@3.12.4 temporal-polyfill@1.0.8 >/dev/null
cat >"$folder/days.mjs" <<'NODE'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { BuddhistCalendar, CalendarDate, GregorianCalendar, JapaneseCalendar, toCalendar } from "@internationalized/date";
import { Temporal } from "temporal-polyfill/full";

const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
for (const name of ["@internationalized/date", "temporal-polyfill"]) console.log(name, version(name));
console.log("Node", process.versions.node, "ICU", process.versions.icu);
const ours = (...printed) => toCalendar(new CalendarDate(...printed), new GregorianCalendar()).toString();
const temporal = (fields) => Temporal.PlainDate.from(fields, { overflow: "reject" }).withCalendar("iso8601").toString();

for (const [year, month, expected, truth] of [
  [2482, 6, "1939-06-15", "1939-06-15"],
  [2482, 1, "1939-01-15", "1940-01-15"],
  [2483, 1, "1940-01-15", "no such day"],
]) {
  const found = [ours(new BuddhistCalendar(), year, month, 15), temporal({ calendar: "buddhist", year, month, day: 15 })];
  console.log(`Thai ${year}, month ${month}, day 15: ${found.join(" and ")} (in truth ${truth})`);
  assert.deepEqual(found, [expected, expected]);
}
const first = [ours(new JapaneseCalendar(), "meiji", 3, 12, 8), temporal({ calendar: "japanese", era: "meiji", eraYear: 3, month: 12, day: 8 })];
console.log(`Meiji 3, month 12, day 8: ${first.join(" and ")} (in truth 1871-01-28)`);
assert.deepEqual(first, ["1870-12-08", "1870-12-08"]);
const back = Temporal.PlainDate.from("1871-01-28").withCalendar("japanese");
console.log("1871-01-28 by Temporal:", back.era, back.eraYear, back.month, back.day);
assert.deepEqual([back.era, back.eraYear, back.month, back.day], ["ce", 1871, 1, 28]);
const write = (locale, day) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "long" }).format(new Date(day));
const written = [write("th-TH-u-ca-buddhist-nu-latn", "1940-01-15"), write("ja-JP-u-ca-japanese-nu-latn", "1871-01-28")];
console.log("by Intl:", ...written);
assert.deepEqual(written, ["15 มกราคม 2483", "明治4年1月28日"]);
console.log("as the head says");
NODE
node "$folder/days.mjs"
