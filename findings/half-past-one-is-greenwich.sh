#!/usr/bin/env bash
# A story of half past one at night in Berlin, put into a feed by PyRSS2Gen or rfeed, is one of half past one in Greenwich.
#
# One would guess: a time that has its zone with it is turned to Greenwich before "GMT" is written behind it, or is refused.
# What happens:    hour and minute are written as they stand, and GMT after them, for the stories and for the feed itself. The zone
#                  that the value has is not looked at, and nothing is said. (PyRSS2Gen's source says that times must be in GMT.)
# Why it matters:  readers turn the time to their own: the story is two hours late, still to come when it is read, and on another day
#                  where it was the evening. Who reads old feeds cannot tell: the form is right. Turn times to UTC before they are handed on.
# Seen with:       PyRSS2Gen 1.1, rfeed 1.1.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --target "$folder/lib" PyRSS2Gen==1.1 rfeed==1.1.1
PYTHONPATH="$folder/lib" python3 -W ignore - <<'PYTHON'
import datetime
import email.utils
import importlib.metadata
import re

import PyRSS2Gen
import rfeed

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("PyRSS2Gen", "rfeed")))
seen = datetime.datetime(2025, 10, 15, 1, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
about = {"title": "Harbour Post", "link": "https://example.org/", "description": "News of the harbour", "lastBuildDate": seen}
feeds = {
    "PyRSS2Gen": PyRSS2Gen.RSS2(**about, items=[PyRSS2Gen.RSSItem(title="The pier is open", pubDate=seen)]).to_xml("utf-8"),
    "rfeed": rfeed.Feed(**about, items=[rfeed.Item(title="The pier is open", pubDate=seen)]).rss(),
}
for name, feed in feeds.items():
    times = re.findall(r"<(?:pubDate|lastBuildDate)>(.*?)</", feed)
    late = {str(email.utils.parsedate_to_datetime(time) - seen) for time in times}
    print(f"{name}: {seen.isoformat()} is written as {times}, late by {late}")
    assert times == ["Wed, 15 Oct 2025 01:30:00 GMT"] * 2 and late == {"2:00:00"}
print("as the head says")
PYTHON
