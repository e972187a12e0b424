#!/usr/bin/env bash
# date-fns reads its own Armenian June and July as January, Kazakh September as January, Frisian May as March.
#
# One would guess: what format() writes with a locale, parse() reads with the same pattern and locale, or says that it cannot.
# What happens:    the name of a month is found by its beginning, with rules that each locale writes by hand. In Armenian հուն-
#                  and հուլ- (June, July) fall to the rule for January, in Sorani Kurdish four months are December, in Kazakh
#                  autumn is January and June May; Mongolian "10-р сар" is month 1. Each gives a valid day, none an error.
# Why it matters:  locales of small languages have fewer eyes on them, and a test in one month passes. The round trip of twelve
#                  months finds all of these; make it for each language whose dates are read.
# Seen with:       date-fns 4.4.0 (npm), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" date-fns@4.4.0 >/dev/null
cat >"$folder/months.cjs" <<'NODE'
const assert = require("node:assert");
const { format, parse } = require("date-fns");
const locales = require("date-fns/locale");
console.log("date-fns", require("date-fns/package.json").version);
const expected = {
  hy: ["d MMMM yyyy", { 6: 1, 7: 1 }],
  kk: ["d MMMM yyyy", { 6: 5, 9: 1, 10: 1, 11: 1 }],
  fy: ["d MMMM yyyy", { 5: 3 }],
  mn: ["d MMM yyyy", { 10: 1, 11: 1, 12: 1 }],
  ckb: ["d MMMM yyyy", { 1: 12, 9: 12, 10: 12, 11: 12 }],
  de: ["d MMMM yyyy", {}],
};
for (const [name, [pattern, wrong]] of Object.entries(expected)) {
  const locale = locales[name];
  const found = {};
  for (let month = 1; month <= 12; month += 1) {
    const written = format(new Date(2025, month - 1, 15), pattern, { locale });
    const read = parse(written, pattern, new Date(2000, 0, 1), { locale });
    assert.ok(!Number.isNaN(read.getTime()));
    if (read.getMonth() + 1 !== month) found[month] = read.getMonth() + 1;
  }
  console.log(name, "months read as others:", JSON.stringify(found));
  assert.deepEqual(found, wrong);
}
console.log("as the head says");
NODE
node "$folder/months.cjs"
