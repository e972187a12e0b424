#!/usr/bin/env bash
# An entry of a feed, or a page of a sitemap, of "2025-10" gets the day of the month that it happens to be read on.
#
# One would guess: a date without a day is the first of its month, as feedparser has it, or stays a month.
# What happens:    "2025-10" is a valid date in sitemaps and in Dublin Core (W3C's profile of ISO 8601). fastfeedparser and
#                  ultimate-sitemap-parser hand it to dateutil, which takes what is missing from the clock: read on the 29th it
#                  is 2025-10-29, on the 30th 2025-10-30. "2025" gets today's month too. The answer has the form of all others,
#                  and nothing says that there was no day.
# Why it matters:  journals, libraries and monthlies date by the month. The same file read twice gives two dates, so pages look
#                  changed each day, and a count by day follows the crawler's calendar. Keep the string as well.
# Seen with:       fastfeedparser 0.6.5, feedparser 6.0.14, ultimate-sitemap-parser 1.8.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fastfeedparser==0.6.5 feedparser==6.0.14 \
  ultimate-sitemap-parser==1.8.1
"$folder/env/bin/python" - <<'PYTHON'
import datetime
import importlib.metadata

import fastfeedparser
import feedparser
from usp.tree import sitemap_from_str

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("fastfeedparser", "feedparser", "ultimate-sitemap-parser")))


def read(date):
    feed = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour</title>
    <link>https://example.org/</link><item><title>The pier</title><link>https://example.org/1</link><dc:date>{date}</dc:date></item></channel></rss>"""
    sitemap = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/1</loc>
    <lastmod>{date}</lastmod></url></urlset>"""
    entry = feedparser.parse(feed).entries[0]
    other = datetime.date(*entry.get("published_parsed", entry.get("updated_parsed"))[:3])
    (page,) = sitemap_from_str(sitemap).all_pages()
    return fastfeedparser.parse(feed).entries[0].published[:10], page.last_modified.date().isoformat(), other.isoformat()


today = datetime.date.today()
found = {date: read(date) for date in ("2025-10", "2025", "2025-10-15")}
assert today == datetime.date.today(), "midnight passed: run it again"
for date, answers in found.items():
    print(f"{date}:", dict(zip(("fastfeedparser", "sitemap", "feedparser"), answers)))
month = f"2025-10-{today.day:02}"
year = today.replace(year=2025, day=min(today.day, 28) if today.month == 2 else today.day).isoformat()
assert found["2025-10"] == (month, month, "2025-10-01")
assert found["2025"] == (year, year, "2025-01-01")
assert found["2025-10-15"] == ("2025-10-15",) * 3
print("as the head says")
PYTHON
