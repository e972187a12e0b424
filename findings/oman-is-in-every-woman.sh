#!/usr/bin/env bash
# The BM25 of okapibm25 finds Oman in "woman" and "Romania", and gives a story in Ukrainian no score at all.
#
# One would guess: BM25 is about words: how often one stands in a text, and in how many texts.
# What happens:    a query word is counted as a run of letters wherever it stands, as a regular expression, and capitals matter.
#                  For "oman", a story about a woman in Romania is first, and the one about Oman has 0; for "Oman" it
#                  is right. "U.S." is counted in "Russia", as a full stop stands for any letter. The length of a text is
#                  counted in ASCII words: a collection in Cyrillic has none, and all its scores are NaN, which sorts as
#                  nothing.
# Why it matters:  the package is loaded 65,000 times a month to rank passages. Short names are parts of others: Mali
#                  of Somalia, Iran of Tirana, once all is in small letters. The scores look like any others.
# Seen with:       okapibm25 1.4.1 (npm), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" okapibm25@1.4.1 >/dev/null
cat >"$folder/words.cjs" <<'NODE'
const assert = require("node:assert");
const BM25 = require("okapibm25").default;
const rank = (stories, word) => {
  const scores = BM25(stories, [word]);
  const found = stories.map((text, number) => [text, scores[number]]).filter(([, score]) => score > 0 || Number.isNaN(score));
  console.log(`${word}:`, found.sort((one, other) => other[1] - one[1]).map(([text, score]) => `${text} (${score.toFixed(2)})`).join(", "));
  return found.map(([text]) => text);
};
console.log("okapibm25", require("okapibm25/package.json").version);
const stories = ["Oman opens a port", "a woman in Romania met a woman", "Somalia votes", "Mali votes", "Russia and the sea", "U.S. troops land", "Tirana votes", "Iran votes"];
const small = stories.map((text) => text.toLowerCase());
assert.deepEqual(rank(stories, "oman"), [stories[1]]);
assert.deepEqual(rank(stories, "Oman"), [stories[0]]);
assert.deepEqual(rank(small, "mali").sort(), [small[2], small[3]].sort());
assert.deepEqual(rank(small, "u.s.").sort(), [small[4], small[5]].sort());
assert.deepEqual(rank(small, "iran").sort(), [small[6], small[7]].sort());
const cyrillic = BM25(["Київ сьогодні", "Львів учора"], ["Київ"]);
console.log("Київ:", cyrillic);
assert.deepEqual(cyrillic, [NaN, NaN]);
console.log("as the head says");
NODE
(cd "$folder" && node words.cjs)
