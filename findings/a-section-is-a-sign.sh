#!/usr/bin/env bash
# A sitemap's address ?id=5&section=2, written as the standard asks, is read as ?id=5§ion=2, and what is fetched is another page.
#
# One would guess: &amp; in XML is & once it is parsed, and an address is left alone from there on.
# What happens:    ultimate-sitemap-parser puts back HTML's signs once more, and courlan, which tidies links for trafilatura, does
#                  it too. HTML knows some without a semicolon, at the beginning of a word: &section is § and ion, &region ®ion,
#                  &timestamp ×tamp, &currency ¤cy, &notes ¬es, &copy ©, &param ¶m, &degree °ree. The value goes with its name. feedparser and
#                  fastfeedparser, w3lib and yarl keep the address.
# Why it matters:  a server that does not know §ion gives the list without its section, or the first page again, with a status of
#                  200. So parts of a site are crawled many times and others never, and addresses no longer join with those of others.
#                  Compare addresses with the file that they came from.
# Seen with:       ultimate-sitemap-parser 1.8.1, courlan 1.4.0, feedparser 6.0.14, fastfeedparser 0.6.5, w3lib 2.5.0, yarl 1.25.1,
#                  2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ultimate-sitemap-parser==1.8.1 courlan==1.4.0 feedparser==6.0.14 \
    fastfeedparser==0.6.5 w3lib==2.5.0 yarl==1.25.1
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata
from html import escape

import fastfeedparser
import feedparser
from courlan import clean_url
from usp.tree import sitemap_from_str
from w3lib.url import canonicalize_url
from yarl import URL

NAMES = ("ultimate-sitemap-parser", "courlan", "feedparser", "fastfeedparser", "w3lib", "yarl")
print(*(f"{name} {importlib.metadata.version(name)}" for name in NAMES))
page = "https://paper.example/list?id=5&{}=2"
for name, changed in (
    ("section", "§ion"), ("region", "®ion"), ("timestamp", "×tamp"), ("currency", "¤cy"), ("notes", "¬es"), ("copy", "©"), ("param", "¶m"),
    ("degree", "°ree"),
):
    address = page.format(name)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{escape(address)}</loc></url></urlset>'
    read = [found.url for found in sitemap_from_str(sitemap).all_pages()]
    tidied = clean_url(address)
    print(address, read[0], tidied)
    assert read == [f"https://paper.example/list?id=5{changed}=2"]
    assert URL(tidied).query == {"id": f"5{changed}=2"}
    feed = f"<rss version='2.0'><channel><title>t</title><item><title>t</title><link>{escape(address)}</link></item></channel></rss>"
    kept = {feedparser.parse(feed).entries[0].link, fastfeedparser.parse(feed).entries[0].link, str(URL(address))}
    assert kept == {address} and URL(canonicalize_url(address)) == URL(page.format(name)).with_query(sorted({"id": "5", name: "2"}.items()))
assert clean_url("https://paper.example/list?id=5&part=2") == "https://paper.example/list?id=5&part=2"
print("as the head says")
PYTHON
