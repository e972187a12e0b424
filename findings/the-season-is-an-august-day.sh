#!/usr/bin/env bash
# Day.js reads the season 2025-2026 as 26 August 2026, 2024-25 as New Year's Day 2026, and the 288th day of 2025 as a day of April 2027.
#
# One would guess: what is no day is an "Invalid Date", and isValid() says so. ISO 8601 writes days of a year with three digits, 2025-288,
#                  which a library reads or refuses.
# What happens:    a pattern takes four digits, then one or two for the month, then up to two for the day; what is too large is carried
#                  over, and what follows is not looked at. 2025-2026 is month 20 and day 26, 2024-25 month 25. 2025-288 is month 28,
#                  day 8; 2025-101 (11 April) is 1 October. 20251301 is January 2026, 2025-06-31 is 1 July. isValid() is true for all of
#                  them, and so it is with the plug-in customParseFormat as long as no pattern is given. Luxon and
#                  Moment, in its ISO mode, have the days of the year right and refuse the rest.
# Why it matters:  seasons, terms of parliament and financial years stand where dates do, in a column or a tag; a day a year or two
#                  ahead is not absurd enough to be seen. Check the text's form first, or write the day back and compare.
# Seen with:       dayjs 1.11.23, luxon 3.7.2, moment 2.31.0 (npm), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" dayjs@1.11.23 luxon@3.7.2 moment@2.31.0 >/dev/null
cat >read.js <<'NODE'
const assert = require("node:assert");
const dayjs = require("dayjs"), moment = require("moment"), { DateTime } = require("luxon");
const version = (name) => name + " " + require(`./node_modules/${name}/package.json`).version;
console.log(["dayjs", "luxon", "moment"].map(version).join(", "));
const refused = "Invalid Date";
const expected = {
  "2025-10-15": ["2025-10-15", "2025-10-15"],
  "2025-2026": ["2026-08-26", refused],
  "2024-25": ["2026-01-01", refused],
  "2025-288": ["2027-04-08", "2025-10-15"],
  "2025-101": ["2025-10-01", "2025-04-11"],
  "2025-365": ["2027-12-05", "2025-12-31"],
  "20251301": ["2026-01-01", refused],
  "2025-06-31": ["2025-07-01", refused],
};
for (const plugin of [false, true]) {
  if (plugin) dayjs.extend(require("dayjs/plugin/customParseFormat"));
  for (const [text, [day, right]] of Object.entries(expected)) {
    const iso = DateTime.fromISO(text), other = moment(text, moment.ISO_8601, true);
    const read = [iso.isValid ? iso.toISODate() : refused, other.isValid() ? other.format("YYYY-MM-DD") : refused];
    console.log(`${text}: dayjs ${dayjs(text).format("YYYY-MM-DD")} (valid: ${dayjs(text).isValid()}), luxon ${read[0]}, moment ${read[1]}`);
    assert(dayjs(text).isValid());
    assert.equal(dayjs(text).format("YYYY-MM-DD"), day);
    assert.deepEqual(read, [right, right]);
  }
}
console.log("as the head says");
NODE
node read.js
