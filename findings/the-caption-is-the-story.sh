#!/usr/bin/env bash
# In feedparser the caption of a picture becomes the story, or its summary, as the order of the feed's elements has it.
#
# One would guess: `media:description` stands in a namespace of its own, that of pictures, so it cannot be mistaken for the
#                  `description` of the item; and entry.summary and entry.content are what the feed gives as such.
# What happens:    it is taken for one more `description`. After the item's own it is put into entry.content, where a full text
#                  would be: content[0] is the caption, also where `content:encoded` follows. After `description` and
#                  `content:encoded` it takes the place of the summary, and before them it is the summary and the true one is
#                  "content". All eight orders below go wrong, also inside `media:content`. fastfeedparser has the caption as
#                  the description where it comes first (3 of 8); rss-parser keeps the two apart.
# Why it matters:  large papers send captions in this way, and "content if there is some, else summary" is how most programs
#                  read a story. The caption is often of an archive picture: its year, place and names become the story's.
#                  Take the caption out before reading, or check content against the summary.
# Seen with:       feedparser 6.0.14, fastfeedparser 0.6.5, rss-parser 3.13.0, 2026-11-30. The first report to feedparser is of
#                  2016.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14 fastfeedparser==0.6.5
npm install --silent --no-audit --no-fund --prefix "$folder" rss-parser@3.13.0 >/dev/null 2>&1
cat >"$folder/read.cjs" <<'NODE'
const Parser = require("rss-parser");
new Parser().parseString(require("node:fs").readFileSync(0, "utf8")).then((feed) => {
  const item = feed.items[0];
  console.log(JSON.stringify([item.content ?? null, item["content:encoded"] ?? null]));
});
NODE
"$folder/env/bin/python" - "$folder/read.cjs" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys

import fastfeedparser
import feedparser

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("feedparser", "fastfeedparser")), "rss-parser 3.13.0")
STORY, SUMMARY, CAPTION = "The pier is open again after the storm.", "The pier is open.", "The pier in 1945, when it was closed."
ELEMENTS = {
    "description": f"<description>{SUMMARY}</description>",
    "encoded": f"<content:encoded>{STORY}</content:encoded>",
    "caption": f'<media:content url="http://example.org/a.jpg" medium="image"/><media:description>{CAPTION}</media:description>',
    "caption inside": f'<media:content url="http://example.org/a.jpg"><media:description>{CAPTION}</media:description></media:content>',
}
NAMES = {STORY: "the story", SUMMARY: "the summary", CAPTION: "THE CAPTION", None: "nothing"}
ORDERS = {
    "description, caption": ("the summary", "THE CAPTION"),
    "description, caption inside": ("the summary", "THE CAPTION"),
    "caption, description": ("THE CAPTION", "the summary"),
    "caption inside, description": ("THE CAPTION", "the summary"),
    "description, encoded, caption": ("THE CAPTION", "the story"),
    "description, caption, encoded": ("the summary", "THE CAPTION"),
    "caption, description, encoded": ("THE CAPTION", "the summary"),
    "encoded, caption": ("THE CAPTION", "the story"),
}
FIRST = {"caption, description", "caption, description, encoded", "encoded, caption"}


def feed(order):
    inside = "".join(ELEMENTS[name] for name in order.split(", "))
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>'
        "<link>http://example.org/</link><description>News</description><item><title>The pier</title>"
        f"<link>http://example.org/a</link>{inside}</item></channel></rss>"
    )


for order, expected in ORDERS.items():
    entry = feedparser.parse(feed(order)).entries[0]
    found = NAMES[entry.get("summary")], NAMES[entry.content[0].value if "content" in entry else None]
    print(f"{order}: summary is {found[0]}, content[0] is {found[1]}")
    assert found == expected
    fast = fastfeedparser.parse(feed(order)).entries[0]["description"]
    assert (fast == CAPTION) == (order in FIRST)
    by_node = json.loads(subprocess.run(["node", sys.argv[1]], input=feed(order), capture_output=True, text=True, check=True).stdout)
    assert CAPTION not in by_node
plain = feedparser.parse(feed("description, encoded")).entries[0]
assert (NAMES[plain.summary], NAMES[plain.content[0].value]) == ("the summary", "the story")
print("fastfeedparser: the description is the caption in", len(FIRST), "of", len(ORDERS), "orders; rss-parser: in none")
print("as the head says")
PYTHON
