#!/usr/bin/env bash
# FlexSearch takes 100 for 10: it drops repeated digits, and cuts 1999 into 19 and 9.
#
# One would guess: a number is a word like others; what a search library does to words for their sound is for letters.
# What happens:    the default encoder cuts numbers into threes and leaves out a sign that repeats the one before it: 100 is
#                  "10", 1999 "19" and "9", 2000 "20" and "0", 20251015 "202", "510" and "15". A search for 100
#                  finds 10 boats, one for 1999 page 19 with its 9 maps, and one for 2000 "20 boats, 0 nets". The encoder
#                  "Exact", or numeric and dedupe set to false, keep numbers apart. Letters are merged likewise: coop finds cop.
# Why it matters:  years, victims and sums are what news is searched for, and a result with another number looks like a near
#                  match. Nothing in the index tells afterwards what stood there.
# Seen with:       flexsearch 0.8.212 (npm), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" flexsearch@0.8.212 >/dev/null
cat >"$folder/numbers.cjs" <<'NODE'
const assert = require("node:assert");
const { Charset, Encoder, Index } = require("flexsearch");
const stories = ["page 19 has 9 maps", "in 1999 it burnt", "100 boats", "10 boats", "20 boats, 0 nets", "2,000 boats", "coop", "cop"];

function search(query, options = {}) {
  const index = new Index(options);
  stories.forEach((text, id) => index.add(id, text));
  return index.search(query).map((id) => stories[id]).sort();
}
console.log("flexsearch, terms:", new Encoder(Charset.Default).encode("100 1999 2000 20251015").join(" "));
const expected = {
  100: ["10 boats", "100 boats"],
  1999: ["in 1999 it burnt", "page 19 has 9 maps"],
  2000: ["20 boats, 0 nets"],
  coop: ["coop", "cop"],
};
for (const [query, found] of Object.entries(expected)) {
  console.log(query, search(query));
  assert.deepEqual(search(query), found);
}
for (const encoder of [Charset.Exact, new Encoder({ numeric: false, dedupe: false })]) {
  assert.deepEqual(search("100", { encoder }), ["100 boats"]);
  assert.deepEqual(search("1999", { encoder }), ["in 1999 it burnt"]);
}
console.log("as the head says");
NODE
(cd "$folder" && node numbers.cjs)
