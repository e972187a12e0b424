#!/usr/bin/env bash
# Told to read dates as dates, csv-parse and Vega's loader make "Week 12" 1 December 2001, "Area 51" the year 1951, and "Storm kills 12" December.
#
# One would guess: a reader of CSV takes a value for a date that has the form of one, and leaves words with a number in them alone.
# What happens:    both take what JavaScript's Date.parse takes; the engine of Node and Chrome passes over words that it does not know and
#                  reads the number behind them: 1 to 12 is a month of 2001, 32 to 99 a year. "Boeing 737" is the year 737, "Paris 2024"
#                  1 January 2024, and a score of 2-1 is 1 February. "Week 13" and "Storm kills 13" are text. csv-parse decides
#                  by value, so a column has both; Vega decides by column, so one 13 keeps it text. SheetJS, which is not asked
#                  for dates, keeps the words and has scores as days: 5-3 is 3 May 2001.
# Why it matters:  titles, rounds, parts and scores are columns of their own in tables about news. They become days of 2001, in order
#                  and without an error, and which ones do depends on the number. Name the columns that hold dates, and check a value's
#                  form before Date.parse sees it.
# Seen with:       csv-parse 7.0.3, vega-loader 5.1.3, xlsx 0.18.5 (npm), Node 20.20.2, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" csv-parse@7.0.3 vega-loader@5.1.3 xlsx@0.18.5 >/dev/null
cat >"$folder/dates.mjs" <<'NODE'
import assert from "node:assert";
import { parse } from "csv-parse/sync";
import { read } from "vega-loader";
import sheets from "xlsx";

console.log("Node", process.versions.node);
const shown = (value) => (value instanceof Date ? value : new Date(value)).toISOString().slice(0, 10);
const byCsvParse = (values) => parse(["name", ...values].join("\n"), { columns: true, cast: true, cast_date: true }).map((row) => row.name);
const byVega = (values) => read(["name", ...values].join("\n"), { type: "csv", parse: "auto" }).map((row) => row.name);
const expected = {
  "Week 12": "2001-12-01", "Area 51": "1951-01-01", "Boeing 737": "0737-01-01", "Storm kills 12": "2001-12-01", "Paris 2024": "2024-01-01",
  "Matchday 3": "2001-03-01", "2-1": "2001-02-01", "5-3": "2001-05-03",
};
for (const [text, day] of Object.entries(expected)) {
  const found = [byCsvParse([text])[0], byVega([text])[0]];
  console.log(`${text}:`, ...found.map(shown));
  assert(found[0] instanceof Date && typeof found[1] === "number");
  assert.deepEqual(found.map(shown), [day, day]);
}
const weeks = ["Week 11", "Week 12", "Week 13"];
console.log("three weeks:", byCsvParse(weeks), byVega(weeks));
assert.deepEqual(byCsvParse(weeks).map((value) => value instanceof Date), [true, true, false]);
assert.deepEqual(byVega(weeks), weeks);
const cell = (text) => {
  const book = sheets.read(`name\n${text}\n`, { type: "string" });
  return book.Sheets[book.SheetNames[0]].A2;
};
console.log("xlsx:", cell("5-3"), cell("Week 12"));
assert.equal(cell("5-3").w, "5/3/01");
assert.equal(cell("Week 12").v, "Week 12");
console.log("as the head says");
NODE
TZ=UTC node "$folder/dates.mjs"
