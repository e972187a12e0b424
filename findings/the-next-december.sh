#!/usr/bin/env bash
# Day.js reads its own "15 декабря 2025" as 2026: December is a year late in Russian, Polish, Ukrainian and three more.
#
# One would guess: what a library writes with a pattern and a locale, it reads back with the same two, or refuses it.
# What happens:    eleven months come back right. Where a language has a form of its own for months in dates (декабря, grudnia,
#                  prosinca), the reader puts both lists one after the other, so December is number 24, which its remainder does
#                  not mend: the date is valid, and one year later. Strict mode does not give the right day either: there
#                  December is an invalid date, and November is read.
# Why it matters:  stories of December stand in the future or, a year on, among those of the next December. A test in any other
#                  month passes. Write the day back and compare it with the text.
# Seen with:       dayjs 1.11.23 (npm), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" dayjs@1.11.23 >/dev/null
cat >"$folder/december.cjs" <<'NODE'
const assert = require("node:assert");
const dayjs = require("dayjs");
dayjs.extend(require("dayjs/plugin/customParseFormat"));
console.log("dayjs", require("dayjs/package.json").version);
const pattern = "D MMMM YYYY";
for (const locale of ["ru", "pl", "uk", "be", "hr", "lt"]) {
  require(`dayjs/locale/${locale}`);
  const wrong = [];
  for (let month = 0; month < 12; month += 1) {
    const written = dayjs(new Date(2025, month, 15)).locale(locale).format(pattern);
    const read = dayjs(written, pattern, locale).format("YYYY-MM-DD");
    if (read !== `2025-${String(month + 1).padStart(2, "0")}-15`) wrong.push(`${written} is ${read}`);
  }
  console.log(locale, wrong);
  assert.equal(wrong.length, 1);
  assert.ok(wrong[0].endsWith("2026-12-15"));
}
assert.equal(dayjs("15 ноября 2025", pattern, "ru", true).format("YYYY-MM-DD"), "2025-11-15");
assert.equal(dayjs("15 декабря 2025", pattern, "ru", true).isValid(), false);
console.log("as the head says");
NODE
node "$folder/december.cjs"
