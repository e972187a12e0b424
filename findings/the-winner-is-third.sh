#!/usr/bin/env bash
# A list that counts down to the winner counts up in the text that eight of eight converters make of it.
#
# One would guess: `<ol reversed>` is what HTML has for a countdown, so a converter that writes numbers writes 3, 2, 1; and one
#                  that does not know it writes none.
# What happens:    all write 1, 2, 3: the winner, last in the list, is number 3, and what came third is number 1. It is so in
#                  trafilatura (Markdown), inscriptis, html2text, markdownify, Resiliparse, Pandoc, turndown and html-to-text. Of
#                  a list that goes on from four, `start="4"`, with seven, `value="7"`, after it, trafilatura and Resiliparse
#                  write 1 and 2, inscriptis 1 and 7, and the five others 4 and 5.
# Why it matters:  rankings (the ten best, the richest, the most wanted) are told as countdowns, and continued lists stand on
#                  both sides of a picture. The number is part of the statement, and is wrong with no trace; a summary or an
#                  answer made from the text names another winner. Numbers that a converter makes up are not the page's.
# Seen with:       trafilatura 2.3.1 (with lxml-html-clean 0.4.6), inscriptis 2.7.6, html2text 2025.4.15, markdownify 1.2.3,
#                  Resiliparse 2.0.1, pandoc 3.9 (pypandoc-binary 1.17), turndown 7.2.5, html-to-text 10.0.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml-html-clean==0.4.6 inscriptis==2.7.6 \
    html2text==2025.4.15 markdownify==1.2.3 resiliparse==2.0.1 pypandoc-binary==1.17
npm install --silent --no-audit --no-fund --prefix "$folder" turndown@7.2.5 html-to-text@10.0.1 >/dev/null 2>&1
cat >"$folder/convert.cjs" <<'NODE'
const page = require("node:fs").readFileSync(0, "utf8");
const convert = { turndown: () => new (require("turndown"))().turndown(page), "html-to-text": () => require("html-to-text").convert(page) };
console.log(convert[process.argv[2]]());
NODE
"$folder/env/bin/python" -W ignore - "$folder/convert.cjs" <<'PYTHON'
import importlib.metadata
import re
import subprocess
import sys

import html2text
import inscriptis
import markdownify
import pypandoc
import resiliparse.extract.html2text
import trafilatura

names = ("trafilatura", "inscriptis", "html2text", "markdownify", "Resiliparse")
print(*(f"{name} {importlib.metadata.version(name)}" for name in names), "pandoc", pypandoc.get_pandoc_version(), "turndown 7.2.5 html-to-text 10.0.1")
PAGE = """<!doctype html><html lang="en"><head><title>The best ferries</title></head><body><article><h1>The best ferries</h1>
<p>The readers of the paper have voted for the best ferries of the coast, and here are the three that they like most.</p>
<ol reversed><li>Clara, which sails to the other shore whenever the weather allows it.</li>
<li>Berta, which sails to the island and back again on every day of the year.</li>
<li>Anna, the winner, which has sailed for a hundred years without a fault.</li></ol>
<p>The list of the ferries that came after them goes on from the fourth place, and two of them have been withdrawn.</p>
<ol start="4"><li>Dora, which sails on Sundays only and has no restaurant on board.</li>
<li value="7">Emma, which came seventh as the two before her have been withdrawn.</li></ol></article></body></html>"""


def run(*command):
    return subprocess.run(command, input=PAGE, capture_output=True, text=True, check=True).stdout


converters = {
    "trafilatura": lambda: trafilatura.extract(PAGE, output_format="markdown"),
    "inscriptis": lambda: inscriptis.get_text(PAGE),
    "html2text": lambda: html2text.html2text(PAGE),
    "markdownify": lambda: markdownify.markdownify(PAGE),
    "Resiliparse": lambda: resiliparse.extract.html2text.extract_plain_text(PAGE, main_content=True),
    "pandoc": lambda: run(pypandoc.get_pandoc_path(), "-f", "html", "-t", "plain"),
    "turndown": lambda: run("node", sys.argv[1], "turndown"),
    "html-to-text": lambda: run("node", sys.argv[1], "html-to-text"),
}
LATER = {"trafilatura": "1 2", "Resiliparse": "1 2", "inscriptis": "1 7"}
for name, convert in converters.items():
    places = {ferry: number for number, ferry in re.findall(r"(?m)^\s*(\d+)\.\s+(Clara|Berta|Anna|Dora|Emma)\b", convert())}
    print(f"{name}: {places}")
    assert [places[ferry] for ferry in ("Clara", "Berta", "Anna")] == ["1", "2", "3"]
    assert f"{places['Dora']} {places['Emma']}" == LATER.get(name, "4 5")
print("as the head says")
PYTHON
