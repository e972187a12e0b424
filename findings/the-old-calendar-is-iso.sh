#!/usr/bin/env bash
# The seventh of November 1917, which Wikidata may give as 25 October of the Julian calendar, is 25 October in ISO's form for wikibase-sdk.
#
# One would guess: what turns Wikidata's dates into ISO 8601, by its name a day of our calendar, turns those of the other calendar that the
#                  same field declares; and a value that says of itself that it is a year or a century does not come out as a day.
# What happens:    simplify, which is the way to read claims, copies year, month and day, and adds an hour and a Z. The calendar is not looked
#                  at by any of its four converters, so a day of old Russia or of Caesar is of another week. Precision is not either, by
#                  default: the year 1945, the 1940s and the 19th century are midnight of a first of January, February 1945 of
#                  its first. "simple-day" knows years and months, but a decade is its first year there.
# Why it matters:  dates of papers, persons and events are taken from Wikidata in this way, to order stories or to tell who was alive.
#                  January gets what has only a year. Ask for keepAll, and read precision and calendarmodel.
# Seen with:       wikibase-sdk 11.6.6 (npm), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" wikibase-sdk@11.6.6 >/dev/null
cat >"$folder/days.mjs" <<'NODE'
import assert from "node:assert";
import { simplify } from "wikibase-sdk";

const CALENDARS = { gregorian: "Q1985727", julian: "Q1985786" };
const claim = (time, precision, calendar) => ({
  id: "Q1$1", type: "statement", rank: "normal",
  mainsnak: {
    snaktype: "value", property: "P585", datatype: "time",
    datavalue: { type: "time", value: { time, precision, timezone: 0, before: 0, after: 0, calendarmodel: `http://www.wikidata.org/entity/${CALENDARS[calendar]}` } },
  },
});
for (const [time, precision, calendar, iso, simple] of [
  ["+1917-10-25T00:00:00Z", 11, "julian", "1917-10-25T00:00:00.000Z", "1917-10-25"],
  ["+1917-11-07T00:00:00Z", 11, "gregorian", "1917-11-07T00:00:00.000Z", "1917-11-07"],
  ["+1945-02-00T00:00:00Z", 10, "gregorian", "1945-02-01T00:00:00.000Z", "1945-02"],
  ["+1945-00-00T00:00:00Z", 9, "gregorian", "1945-01-01T00:00:00.000Z", "1945"],
  ["+1940-00-00T00:00:00Z", 8, "gregorian", "1940-01-01T00:00:00.000Z", "1940"],
  ["+1801-00-00T00:00:00Z", 7, "gregorian", "1801-01-01T00:00:00.000Z", "1801"],
]) {
  const one = claim(time, precision, calendar);
  const found = [simplify.claim(one), simplify.claim(one, { timeConverter: "simple-day" })];
  console.log(time, "precision", precision, calendar, "->", ...found);
  assert.deepEqual(found, [iso, simple]);
}
const julian = claim("+1917-10-25T00:00:00Z", 11, "julian");
assert.equal(new Date(simplify.claim(julian, { timeConverter: "epoch" })).toISOString(), "1917-10-25T00:00:00.000Z");
const whole = simplify.propertyClaims([julian], { keepAll: true })[0].value;
console.log("keepAll:", whole);
assert.equal(whole.precision, 11);
assert(whole.calendarmodel.endsWith("Q1985786"));
console.log("as the head says");
NODE
node "$folder/days.mjs"
