#!/usr/bin/env bash
# In a table of fines read by trafilatura the rows of Google, Facebook and Twitter have no name; Siemens and Amazon have theirs.
#
# One would guess: buttons for sharing are told by their link or their place; a word in a table's cell, in a heading or in a list of the
#                  article is its text.
# What happens:    a piece of text that is nothing but the name of a network is dropped wherever it stands: Google, Facebook, Twitter,
#                  Instagram, LinkedIn, Pinterest, Reddit, WhatsApp, WeChat, Weibo, QQ, Xing, Flipboard, Pocket, and with them Mail,
#                  E-Mail, Print, PDF and Drucken. A table has an empty cell beside the sum, a list of firms lacks two of four, and what
#                  stood under the heading "Facebook" stands under the heading before it, in text and in Markdown. TikTok, YouTube,
#                  Amazon and Apple stay. favor_recall changes nothing of it.
# Why it matters:  these are the firms that the news of courts, taxes and elections is about, and the sum stays without its owner; under
#                  the wrong heading it has another one. A search for Google misses the table that is about it. Compare the cells
#                  of a table with the page's own.
# Seen with:       trafilatura 2.3.1 (with lxml-html-clean 0.4.6), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml-html-clean==0.4.6 2>/dev/null
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import trafilatura

print("trafilatura", importlib.metadata.version("trafilatura"))
names = "Siemens Google Facebook Twitter Instagram LinkedIn Pinterest Reddit WhatsApp WeChat Weibo QQ Xing Flipboard Pocket Mail E-Mail Print PDF Drucken TikTok YouTube Amazon Apple".split()
long = "The office for competition said on {} that the firms had agreed on prices for years, and that all of them would have to pay within ninety days."
before, after = (f"<p>{long.format(day)}</p>" for day in ("Monday", "Tuesday"))
rows = "".join(f"<tr><td>{name}</td><td>{number} million</td></tr>" for number, name in enumerate(names, 10))
page = f"""<html><head><title>Fines</title></head><body><article><h1>Fines for five firms</h1>{before}
<table><tr><th>Firm</th><th>Fine</th></tr>{rows}</table>
<h2>Siemens</h2>{before.replace("office", "court")}<h2>Facebook</h2>{after.replace("office", "court")}
<ul><li>First: none</li><li>Google</li><li>Amazon</li><li>Twitter</li></ul>{after}</article></body></html>"""
for options in ({}, {"favor_recall": True}, {"output_format": "markdown"}):
    lines = [line.strip() for line in trafilatura.extract(page, **options).splitlines()]
    cells = dict(line.strip("| ").rsplit(" | ", 1)[::-1] if " | " in line.strip("| ") else (line.strip("| "), "") for line in lines if "million" in line)
    lost = [name for number, name in enumerate(names, 10) if cells[f"{number} million"] != name]
    print(options, "sums without a firm:", lost)
    assert lost == names[1:20], lost
    headings = [line.strip("# ") for line in lines if line.strip("# ") in ("Siemens", "Facebook")]
    items = [line[2:] for line in lines if line.startswith("- ")]
    print("  headings:", headings, "list:", items)
    assert headings == ["Siemens"] and items == ["First: none", "Amazon"]
print("as the head says")
PYTHON
