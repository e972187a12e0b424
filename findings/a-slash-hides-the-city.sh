#!/usr/bin/env bash
# PostgreSQL's search finds neither city of "Berlin/Hamburg", nor a word after a full stop without a blank: they are a file
# and a host.
#
# One would guess: its parser cuts text at everything that is no letter or digit, so "Berlin/Hamburg" is two words.
# What happens:    it looks for addresses, paths and numbers first. `Berlin/Hamburg` is one token of type file, kept as it
#                  stands: no query for a city finds it. `open.The` is a host; so is every end of a sentence where an
#                  extractor put paragraphs together without a blank. In `2025-10-15` month and day are the numbers -10 and
#                  -15; `Covid-19` is not found by "covid 19". "AT&T" has no word left at all, as both letters are stop
#                  words, and a query for it finds nothing.
# Why it matters:  agencies' datelines have two cities, and texts of extractors lack blanks. The row is there, the word is
#                  in it, and the answer is no. ts_debug shows what a text became; a replace() of slashes and dots before
#                  to_tsvector mends most.
# Seen with:       PostgreSQL 18.7 (npm @electric-sql/pglite 0.5.17), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @electric-sql/pglite@0.5.17 >/dev/null
cat >"$folder/words.mjs" <<'NODE'
import assert from "node:assert";
import { PGlite } from "@electric-sql/pglite";
const base = new PGlite();
const ask = async (sql, values) => (await base.query(sql, values)).rows[0];
console.log("PostgreSQL", (await ask("SHOW server_version")).server_version);
for (const [text, query, expected, finds] of [
  ["Berlin Hamburg", "hamburg", "'berlin':1 'hamburg':2", true],
  ["Berlin/Hamburg", "hamburg", "'berlin/hamburg':1", false],
  ["Berlin/Hamburg", "berlin", "'berlin/hamburg':1", false],
  ["The pier is open.Harbour news", "harbour", "'news':5 'open.harbour':4 'pier':2", false],
  ["on 2025-10-15", "15", "'-10':3 '-15':4 '2025':2", false],
  ["Covid-19", "covid 19", "'-19':2 'covid':1", false],
  ["AT&T opens", "AT&T", "'open':3", false],
]) {
  const found = await ask(
    "SELECT to_tsvector('english', $1)::text AS words, to_tsvector('english', $1) @@ websearch_to_tsquery('english', $2) AS finds", [text, query]);
  console.log(`${text}: ${found.words}; "${query}" ${found.finds ? "finds it" : "does not find it"}`);
  assert.deepEqual([found.words, found.finds], [expected, finds]);
}
const { type } = await ask("SELECT alias AS type FROM ts_debug('english', 'Berlin/Hamburg')");
assert.equal(type, "file");
console.log("as the head says");
NODE
node "$folder/words.mjs"
