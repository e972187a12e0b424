#!/usr/bin/env bash
# In Catalan, Moment.js reads its own long dates as January, whatever the month.
#
# One would guess: a month that is not understood makes the date invalid, as it does with the same library in English.
# What happens:    in Catalan months of a date have "de" or "d’" before them, which the library writes and does not read: the
#                  month is passed over, January takes its place, and isValid() is true. In Croatian so are the nine months
#                  whose form in a date is not their name with an ending (ožujka is none of ožujak). Russian is read.
# Why it matters:  a day in January looks like any day. The words that were passed over stand in parsingFlags().unusedInput,
#                  which nobody reads. Ask for the strict mode: there these dates are invalid, which can be seen.
# Seen with:       moment 2.31.0 (npm), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" moment@2.31.0 >/dev/null
cat >"$folder/months.cjs" <<'NODE'
const assert = require("node:assert");
const moment = require("moment");
console.log("moment", moment.version);
for (const [locale, expected] of [["ca", 11], ["hr", 9], ["ru", 0]]) {
  require(`moment/locale/${locale}`);
  const wrong = [];
  for (let month = 0; month < 12; month += 1) {
    const written = moment([2025, month, 15]).locale(locale).format("LL");
    const read = moment(written, "LL", locale);
    assert.ok(read.isValid());
    if (read.month() !== month) {
      assert.equal(read.month(), 0);
      assert.equal(moment(written, "LL", locale, true).isValid(), false);
      wrong.push(written);
    }
  }
  console.log(locale, "read as January:", wrong);
  assert.equal(wrong.length, expected);
}
assert.deepEqual(moment("15 d’octubre de 2025", "LL", "ca").parsingFlags().unusedInput, ["d’octubre"]);
assert.equal(moment("15 octubre 2025", "LL", "ca").month(), 9);
assert.equal(moment("Foomber 15, 2025", "LL", "en").isValid(), false);
console.log("as the head says");
NODE
node "$folder/months.cjs"
