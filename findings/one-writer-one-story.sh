#!/usr/bin/env bash
# Of a reporter's stories of one year about a ferry, written as BibTeX by Citation.js, one is left; of all stories in Ukrainian,
# Chinese or Arabic one, and that has no title.
#
# One would guess: an export gives each story a key of its own, or takes the id that the story has; letters that TeX has no name for
#                  are kept as they are, as TeX has read UTF-8 for years. A reader that finds a key twice keeps both, or says so.
# What happens:    the key is family name, year and the first word of the title that is no article; ids are passed over: "The ferry
#                  sinks" and "A ferry is raised" by Ann Lee are both Lee2025ferry. Letters outside the Latin ones are left out, so a
#                  Ukrainian story has no title and no writer, and all of a year have the key undefined2025undefined.
#                  bibtexparser 2 has the first story of each key only; the rest is in failed_blocks, with no error. Citation.js
#                  reads all back and prints a list of the last of each.
# Why it matters:  reporters write about one thing for months. What is lost is counted nowhere, and the entry that is left leads to
#                  another story. Set useIdAsLabel to true and asciiOnly to false, and count entries after writing and after reading.
# Seen with:       citation-js 0.7.22 (npm), bibtexparser 2.1.0, 2026-11-30. The first report of the letters is of 2022.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check bibtexparser==2.1.0
npm install --silent --no-audit --no-fund --prefix "$folder" citation-js@0.7.22 >/dev/null 2>&1
cat >"$folder/write.cjs" <<'NODE'
const assert = require("node:assert");
const Cite = require("citation-js");
const story = (id, title, family, given, month) => ({
  id, title, type: "article-newspaper", author: [{ family, given }], issued: { "date-parts": [[2025, month, 15]] }, "container-title": "Harbour Post",
});
const stories = [
  story("a1", "The ferry sinks", "Lee", "Ann", 1), story("a2", "A ferry is raised", "Lee", "Ann", 2), story("a3", "The ferry sails again", "Lee", "Ann", 3),
  story("b1", "Ferry: the inquiry", "Lee", "Ann", 4), story("b2", "Ferry for sale", "Lee", "Bob", 5),
  story("u1", "Пором затонув", "Коваль", "Оля", 6), story("c1", "港口开放", "李", "安", 7), story("r1", "الميناء مفتوح", "حداد", "سمير", 8),
];
const written = new Cite(stories).format("bibtex");
const again = new Cite(written);
const printed = again.format("bibliography", { template: "apa", lang: "en-US" }).trim().split("\n").filter((line) => line.trim());
assert.equal(again.data.length, 8);
const plugins = Cite.plugins.config.get("@bibtex");
Object.assign(plugins.format, { useIdAsLabel: true, asciiOnly: false });
const own = new Cite(stories).format("bibtex");
console.log(JSON.stringify({ written, own, printed }));
NODE
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys

import bibtexparser

print("citation-js 0.7.22, bibtexparser", importlib.metadata.version("bibtexparser"))
done = json.loads(subprocess.run(["node", f"{sys.argv[1]}/write.cjs"], capture_output=True, text=True, check=True).stdout)
library = bibtexparser.parse_string(done["written"])
print("read:", {entry.key: entry["title"] for entry in library.entries})
print("not read:", [type(block).__name__ for block in library.failed_blocks])
print("printed:", *done["printed"], sep="\n  ")
assert [entry.key for entry in library.entries] == ["Lee2025ferry", "Lee2025Ferry", "undefined2025undefined"]
assert len(library.failed_blocks) == 5
assert library.entries[2]["title"].strip() == "" and library.entries[2]["author"].strip(", ") == ""
assert len(done["printed"]) == 3
own = {entry.key: entry["title"] for entry in bibtexparser.parse_string(done["own"]).entries}
assert len(own) == 8 and own["u1"] == "Пором затонув" and own["c1"] == "港口开放"
print("as the head says")
PYTHON
