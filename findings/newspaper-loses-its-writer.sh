#!/usr/bin/env bash
# A newspaper article that goes through Citation.js as RIS comes out without its writer and without its day.
#
# One would guess: type NEWS is what RIS has for newspaper articles, so `TY  - NEWS` with AU and DA is the faithful form.
# What happens:    reading, AU of a NEWS record becomes the CSL variable `reporter`, which no style prints, and DA is passed
#                  over: only the year of PY stays. Writing a CSL `article-newspaper` as RIS, neither the authors nor month and day are
#                  written. TY  - MGZN keeps the writer.
# Why it matters:  reference managers and static sites convert with this library. An export for people who cite news should
#                  choose MGZN or ELEC, and give PY and DA both.
# Seen with:       citation-js 0.7.22, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" citation-js@0.7.22 >/dev/null 2>&1
cat >"$folder/ris.cjs" <<'NODE'
const assert = require("node:assert");
const Cite = require("citation-js");
console.log("citation-js", require("citation-js/package.json").version);

const read = (type) => {
  const lines = [`TY  - ${type}`, "TI  - The pier is open", "AU  - Lee, Ann", "PY  - 2025", "DA  - 2025/10/15", "T2  - Harbour Post", "ER  - "];
  return new Cite(lines.join("\n") + "\n").data[0];
};
const news = read("NEWS");
const magazine = read("MGZN");
console.log("NEWS read:", JSON.stringify({ author: news.author, reporter: news.reporter, issued: news.issued }));
console.log("MGZN read:", JSON.stringify({ author: magazine.author, reporter: magazine.reporter, issued: magazine.issued }));
assert.equal(news.author, undefined);
assert.ok(news.reporter);
assert.deepEqual(news.issued["date-parts"], [[2025]]);
assert.ok(magazine.author);

const article = { type: "article-newspaper", title: "The pier is open", author: [{ family: "Lee", given: "Ann" }], issued: { "date-parts": [[2025, 10, 15]] } };
const written = new Cite(article).format("ris");
console.log("article-newspaper written:\n" + written);
assert.ok(!written.includes("Lee") && !written.includes("2025/10") && written.includes("PY  - 2025"));
console.log("as the head says");
NODE
node "$folder/ris.cjs"
