#!/usr/bin/env bash
# A section about an extradition is left out as an "extra", one about shareholders as a button to "share": by its id alone.
#
# One would guess: extractors weigh text, links and place; a name in the page's code can tip the balance, but three
#                  paragraphs of an article do not go for it.
# What happens:    names are matched as parts of words, before anything is weighed. Readability drops a section with the id
#                  `extradition` ("extra"), `antisocial` and `social-care` ("social"), `unrelated-deaths` ("related"),
#                  `commentary` ("comment"); a div `shareholders` goes too. trafilatura drops `shareholders` ("share"),
#                  `navy` ("nav"), `antisocial`, `unrelated-deaths`; defuddle drops `unrelated-deaths` and `disclosure`. The
#                  text around it stays, so the page looks well read.
# Why it matters:  ids of sections are made from headlines. What is missing then depends on the subject: courts, companies,
#                  health. Compare extracted text with the page's own, and count what was left out and why.
# Seen with:       @mozilla/readability 0.6.0, defuddle 0.19.4, jsdom 26.1.0, trafilatura 2.3.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
npm install --silent --no-audit --no-fund --prefix "$folder" @mozilla/readability@0.6.0 defuddle@0.19.4 jsdom@26.1.0 >/dev/null
cat >"$folder/extract.mjs" <<'NODE'
import { readFileSync } from "node:fs";
import { Readability } from "@mozilla/readability";
import { Defuddle } from "defuddle/node";
import { JSDOM } from "jsdom";
const address = "https://example.org/pier";
const kept = {};
for (const [name, html] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const page = () => new JSDOM(html, { url: address });
  const readability = new Readability(page().window.document).parse().textContent;
  const defuddle = (await Defuddle(page(), address, {})).content;
  kept[name] = [readability, defuddle].map((text) => text.includes("The judge"));
}
console.log(JSON.stringify(kept));
NODE
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys

import trafilatura

print("trafilatura", importlib.metadata.version("trafilatura"))


def story(who, what):
    first = f"{who} heard on Tuesday that {what}, and that the harbour office, the ferry company and the town had agreed on the plan for the new pier."
    second = "Nobody from the company came, but a letter was read out in which it said that the pier, the ferry and the light were safe for all."
    return f"<p>{first}</p><p>{second}</p>"


def page(tag, name):
    around = story("The town", "the pier was safe") + story("The press", "the light was on")
    section = f'<{tag} id="{name}"><h2>In court</h2>{story("The judge", "the case was over")}</{tag}>'
    return f"<!doctype html><html><head><title>The pier</title></head><body><main><article><h1>The pier</h1>{around}{section}{around}</article></main></body></html>"


names = ("the-case", "extradition", "social-care", "antisocial", "unrelated-deaths", "commentary", "disclosure", "navy", "shareholders")
pages = {name: page("div" if name == "shareholders" else "section", name) for name in names}
run = subprocess.run(["node", f"{sys.argv[1]}/extract.mjs"], input=json.dumps(pages), capture_output=True, text=True, check=True)
kept = {name: [*found, "The judge" in trafilatura.extract(pages[name])] for name, found in json.loads(run.stdout).items()}
for name, found in kept.items():
    print(f"{name}:", *(f"{tool} {'keeps' if whole else 'DROPS'} it;" for tool, whole in zip(("Readability", "defuddle", "trafilatura"), found)))
assert kept == {
    "the-case": [True, True, True],
    "extradition": [False, True, True],
    "social-care": [False, True, True],
    "antisocial": [False, True, False],
    "unrelated-deaths": [False, False, False],
    "commentary": [False, True, True],
    "disclosure": [True, False, True],
    "navy": [True, True, False],
    "shareholders": [False, True, False],
}
print("as the head says")
PYTHON
