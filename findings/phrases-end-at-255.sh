#!/usr/bin/env bash
# In PostgreSQL a phrase is no longer found once its word stands in the text 255 times, or 16,382 words before it.
#
# One would guess: a text that a phrase query finds is still found when more text is put before it.
# What happens:    a tsvector keeps 255 places of a word and drops later ones; places after 16,383 are all written as
#                  16,383. `ferry sails` at the end of a text is found with 254 ferries before it and not with 255, and in
#                  the first 16,383 words and not after. `ferry & sails` finds it all the same, so the words are there.
#                  ts_rank reads the same places. No notice is given.
# Why it matters:  minutes of councils, yearbooks and scanned volumes are longer than that, and what is lost is always at
#                  the end. Cut long texts into rows of their own.
# Seen with:       PostgreSQL 18.7 (npm @electric-sql/pglite 0.5.17), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @electric-sql/pglite@0.5.17 >/dev/null
cat >"$folder/phrases.mjs" <<'NODE'
import assert from "node:assert";
import { PGlite } from "@electric-sql/pglite";
const base = new PGlite();
const ask = async (sql, values) => (await base.query(sql, values)).rows[0];
console.log("PostgreSQL", (await ask("SHOW server_version")).server_version);
const found = (text) => ask(
  `SELECT to_tsvector('simple', $1) @@ phraseto_tsquery('simple', 'ferry sails') AS phrase,
          to_tsvector('simple', $1) @@ to_tsquery('simple', 'ferry & sails') AS words`, [text]);
const often = (count) => "ferry waits ".repeat(count) + "ferry sails";
const late = (count) => Array.from({ length: count }, (_, number) => `w${number}`).join(" ") + " ferry sails";
for (const [name, write, count, phrase] of [
  ["ferries before", often, 254, true], ["ferries before", often, 255, false],
  ["words before", late, 16381, true], ["words before", late, 16382, false],
]) {
  const answer = await found(write(count));
  console.log(`${count} ${name}: "ferry sails" ${answer.phrase}, ferry & sails ${answer.words}`);
  assert.deepEqual(answer, { phrase, words: true });
}
console.log("as the head says");
NODE
node "$folder/phrases.mjs"
