#!/usr/bin/env bash
# "mer. 15 janv. 2025" is Wednesday next for chrono-node in French; so it is in German, Portuguese and Arabic, as the browser writes
# them.
#
# One would guess: a parser made for a language reads the dates that Intl writes in it, or gives nothing. A weekday before a date is
#                  a part of it.
# What happens:    after a short weekday with a full stop (mer., Mi., qua.), or with an Arabic comma, the weekday is a date of its
#                  own: the next or the last such day from now on. parseDate() gives that one and leaves the date that follows; parse() has it
#                  as its second. Vietnamese "15 tháng 1, 2025" is the next 15 January, without its year. English takes "Wed." as it
#                  should, and the full weekday is read in French, German and Portuguese.
# Why it matters:  bylines and lists of stories have the short form. The day is valid and near, and another one each week, so that
#                  old stories look like this week's. Use strict, or take the longest match of parse().
# Seen with:       chrono-node 2.10.3 (npm), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" chrono-node@2.10.3 >/dev/null
cat >"$folder/days.mjs" <<'NODE'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import * as chrono from "chrono-node";

console.log("chrono-node", JSON.parse(readFileSync(new URL("node_modules/chrono-node/package.json", import.meta.url))).version);
const now = new Date(2026, 10, 30, 12);
const day = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].join("-");
for (const [language, text, expected] of [
  ["en", "Wed., 15 Jan. 2025", "2025-1-15"],
  ["fr", "mercredi 15 janv. 2025", "2025-1-15"],
  ["fr", "mer. 15 janv. 2025", "2026-12-2"],
  ["de", "Mittwoch, 15. Januar 2025", "2025-1-15"],
  ["de", "Mi., 15. Jan. 2025", "2026-12-2"],
  ["pt", "quarta-feira, 15 de janeiro de 2025", "2025-1-15"],
  ["pt", "qua., 15 de jan. de 2025", "2026-12-2"],
  ["ar", "الأربعاء، 15 يناير 2025", "2026-12-2"],
  ["vi", "15 tháng 1, 2025", "2027-1-15"],
]) {
  const found = day(chrono[language].parseDate(text, now));
  console.log(`${language}: ${text}: ${found}`);
  assert.equal(found, expected);
}
const parts = chrono.fr.parse("mer. 15 janv. 2025", now).map((part) => [part.text, day(part.start.date())]);
console.log("parse:", JSON.stringify(parts));
assert.deepEqual(parts, [["mer", "2026-12-2"], ["15 janv. 2025", "2025-1-15"]]);
console.log("as the head says");
NODE
node "$folder/days.mjs"
