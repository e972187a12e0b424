#!/usr/bin/env bash
# A headline with one price in it, written as BibTeX by pybtex, has no title when Pandoc reads it.
#
# One would guess: a library that writes BibTeX escapes what TeX would take for its own, and a reader that finds a dollar alone
#                  keeps it, or says so.
# What happens:    pybtex escapes %, &, # and _ but not $. Pandoc takes $ for the beginning of a formula, finds no end, and drops
#                  the whole title: "Council cuts $3 million" is an entry without one, exit 0, no warning. bibtexparser escapes
#                  nothing, and there a title ends at its per cent sign as well: "Inflation at 5". With two prices the
#                  text is kept. Citation.js, whose prices are safe, writes `month = {oct 15}`: there Pandoc keeps the year, and
#                  drops month and day.
# Why it matters:  headlines of business news have prices and shares in them; the citation is printed as author, paper, and year,
#                  and looks whole. Write \$ and \% yourself, and the day as `date`; or hand on CSL JSON.
# Seen with:       pybtex 0.26.1, bibtexparser 1.4.4, citation-js 0.7.22, pandoc 3.9 (pypandoc-binary 1.17), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pybtex==0.26.1 bibtexparser==1.4.4 pypandoc-binary==1.17
npm install --silent --no-audit --no-fund --prefix "$folder" citation-js@0.7.22 >/dev/null 2>&1
cat >"$folder/write.cjs" <<'NODE'
const Cite = require("citation-js");
const titles = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const issued = { "date-parts": [[2025, 10, 15]] };
console.log(new Cite(titles.map((title, number) => ({ id: `k${number}`, type: "article-newspaper", title, issued }))).format("bibtex"));
NODE
"$folder/env/bin/python" -W ignore - "$folder/write.cjs" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys

import bibtexparser
import pypandoc
from bibtexparser.bibdatabase import BibDatabase
from pybtex.database import BibliographyData, Entry

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("pybtex", "bibtexparser")), "citation-js 0.7.22 pandoc", pypandoc.get_pandoc_version())
TITLES = ["Council cuts $3 million", "Inflation at 5% is not over", "Rent up from $500 to $600", "Rent & fares up"]


def by_pybtex():
    entries = {f"k{number}": Entry("article", [("title", title), ("year", "2025")]) for number, title in enumerate(TITLES)}
    return BibliographyData(entries).to_string("bibtex")


def by_bibtexparser():
    base = BibDatabase()
    base.entries = [{"ENTRYTYPE": "article", "ID": f"k{number}", "title": title, "year": "2025"} for number, title in enumerate(TITLES)]
    return bibtexparser.dumps(base)


def by_citation():
    return subprocess.run(["node", sys.argv[1]], input=json.dumps(TITLES), capture_output=True, text=True, check=True).stdout


def read(written):
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "bibtex", "-t", "csljson"], input=written, capture_output=True, text=True, check=True
    )
    assert done.stderr == "", done.stderr
    return json.loads(done.stdout)


for write, expected in (
    (by_pybtex, [None, "Inflation at 5% is not over"]),
    (by_bibtexparser, [None, "Inflation at 5"]),
    (by_citation, ["Council cuts $3 million", "Inflation at 5% is not over"]),
):
    entries = read(write())
    found = [entry.get("title") for entry in entries]
    print(f"{write.__name__}: {found}, {entries[0]['issued']}")
    assert found[:2] == expected and "500" in found[2] and "600" in found[2]
    assert entries[0]["issued"] == {"date-parts": [[2025]]}
assert "oct 15" in by_citation()
print("as the head says")
PYTHON
