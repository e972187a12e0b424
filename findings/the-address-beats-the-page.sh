#!/usr/bin/env bash
# A story of this month about a day of 2001 is dated 2001, because its address names that day; the page's own date is not asked.
#
# One would guess: a date that the page states twice for machines, in article:published_time and in JSON-LD, outweighs one
#                  that is guessed from the letters of its address.
# What happens:    the address is looked at first, and what looks like a day in it is the answer: for htmldate, and so for
#                  trafilatura, and for newspaper4k. `/news/2001-09-11-remembered` is of 2001, `/2010/5/20-years-on` of 2010,
#                  a picture page under `/img/2015/03/04/` of 2015. newspaper4k also takes `/1989/11/09/the-wall`, and for
#                  the programme of `/agenda/2027/06/12/` a day that is still to come. The same pages without their address
#                  have the right day, as they have with goose3. htmldate can be told to ask the page first
#                  (deferred_url_extractor).
# Why it matters:  days in addresses are of events, of pictures, of programmes. Anniversaries are what newspapers look back
#                  on, and these stories are then found under the wrong decade. A difference between address and page is a
#                  thing to show, not to decide unseen.
# Seen with:       htmldate 1.11.0, trafilatura 2.3.1, newspaper4k 0.9.6, goose3 3.1.22, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check --upgrade pip==26.3
"$folder/env/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0 trafilatura==2.3.1 newspaper4k==0.9.6 \
    goose3==3.1.22
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata
import json

import newspaper
import trafilatura
from goose3 import Goose
from htmldate import find_date

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("htmldate", "trafilatura", "newspaper4k", "goose3")))
published = "2026-11-09T08:00:00+00:00"
linked = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The town remembers", "datePublished": published})
story = "The people of the town met at the harbour in the evening and remembered the day on which everything became different for them. "
page = (f'<html lang="en"><head><title>The town remembers</title><meta property="article:published_time" content="{published}">'
        f'<script type="application/ld+json">{linked}</script></head><body><article><h1>The town remembers</h1><p>{story * 3}</p>'
        f"<p>{story * 3}</p></article></body></html>")
own = published[:10]


def newspaper4k(address):
    article = newspaper.Article(address)
    article.download(input_html=page)
    article.parse()
    return str(article.publish_date)[:10]


def ask(address):
    return {
        "htmldate": find_date(page, url=address, original_date=True),
        "trafilatura": trafilatura.extract_metadata(page, default_url=address).date,
        "newspaper4k": newspaper4k(address),
    }


expected = {
    "/news/the-town-remembers": (own, own, own),
    "/news/2001-09-11-remembered": ("2001-09-11",) * 3,
    "/2010/5/20-years-on": ("2010-05-20",) * 3,
    "/img/2015/03/04/ferry.html": ("2015-03-04",) * 3,
    "/history/1989/11/09/the-wall": (own, own, "1989-11-09"),
    "/agenda/2027/06/12/song-festival": (own, own, "2027-06-12"),
}
print("the page says", own, "twice; by address:")
for path, days in expected.items():
    found = ask("https://www.example.com" + path)
    print(" ", path, found)
    assert tuple(found.values()) == days
address = "https://www.example.com/news/2001-09-11-remembered"
print("without the address:", find_date(page, original_date=True), trafilatura.extract_metadata(page).date)
print("goose3:", Goose().extract(raw_html=page).publish_date, "| htmldate, address last:", find_date(page, url=address, deferred_url_extractor=True))
assert find_date(page, original_date=True) == trafilatura.extract_metadata(page).date == own
assert find_date(page, url=address, deferred_url_extractor=True) == own and Goose().extract(raw_html=page).publish_date == published
print("as the head says")
PYTHON
