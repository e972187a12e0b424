#!/usr/bin/env bash
# courlan takes ?game=12 and ?gallery=7 for the marks of Google Analytics: all reports of matches, and all galleries, are one address.
#
# One would guess: what is taken off an address is the names that trackers use, whole: utm_source, fbclid. What tells one story from
#                  the next stays.
# What happens:    most of its names are tried as beginnings of words: "ga" takes game, gate, gallery and photo-gallery, "gl" glossary, "ref"
#                  referendum and reference, "aff" affair, "cid" cidade (city), "source" any source. So cid, eid and uid go, which many
#                  systems have for the number of the story, and so does a query without a name, ?12345. Of a page with links to
#                  five matches extract_links finds one page, without a number. Ural's normalize_url drops sid. w3lib and
#                  url-normalize keep them all.
# Why it matters:  trafilatura's crawler finds what to fetch with this. Nothing is refused or counted; the site seems to have one story,
#                  and an archive whose copies are found by tidied addresses loses all but one. Ask how many addresses fell together.
# Seen with:       courlan 1.4.0, ural 1.6.2, w3lib 2.5.0, url-normalize 3.1.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check courlan==1.4.0 ural==1.6.2 w3lib==2.5.0 url-normalize==3.1.0
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata

from courlan import clean_url, extract_links
from ural import normalize_url
from url_normalize import url_normalize
from w3lib.url import canonicalize_url

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("courlan", "ural", "w3lib", "url-normalize")))
story = "https://paper.example/story"
for name in ("game", "gate", "gallery", "photo-gallery", "glossary", "referendum", "reference", "affair", "cidade", "source", "cid", "eid", "uid"):
    addresses = [f"{story}?{name}={number}" for number in (11, 12)]
    tidied = [clean_url(address) for address in addresses]
    print(*addresses, "->", set(tidied))
    assert tidied == [story, story]
    for other in (normalize_url, canonicalize_url, url_normalize):
        assert len({other(address) for address in addresses}) == 2
assert clean_url(f"{story}?12345") == story and clean_url(f"{story}?id=12") == f"{story}?id=12"
assert normalize_url(f"{story}?sid=11") == normalize_url(f"{story}?sid=12") and clean_url(f"{story}?sid=11") != story
page = "<html><body>" + "".join(f'<a href="/report?game={number}">match {number}</a>' for number in range(1, 6)) + "</body></html>"
links = extract_links(page, url="https://paper.example/", external_bool=False)
print("a page of five matches:", links)
assert links == {"https://paper.example/report"}
print("as the head says")
PYTHON
