#!/usr/bin/env bash
# One time stamp with a zone by name is three instants in three libraries, and none of them says that it chose.
#
# One would guess: `IST` is read as one zone by everyone, or refused: it means India, Israel or Ireland. And `MSK` or `JST`,
#                  which mean one thing each, are either known or refused.
# What happens:    feedparser takes every name that it does not know (IST, MSK, JST, CEST) as UTC and still hands out a full
#                  UTC time; dateparser takes IST for Israel's winter time (+02:00), chrono-node for India's (+05:30).
# Why it matters:  half past one at night in Moscow is still the day before in UTC, so what a Moscow paper published then is three hours late when read by
#                  feedparser, and on another day in UTC. A name that means several zones has to be settled by the country of
#                  the site, or kept as local time.
# Seen with:       feedparser 6.0.12, dateparser 1.5.0, chrono-node 2.10.3, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.12 dateparser==1.5.0
npm install --silent --no-audit --no-fund --prefix "$folder" chrono-node@2.10.3 >/dev/null
cat >"$folder/times.mjs" <<'NODE'
import * as chrono from "chrono-node";
for (const stamp of process.argv.slice(2)) console.log(chrono.parseDate(stamp).toISOString().slice(0, 16));
NODE
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import importlib.metadata
import subprocess
import sys
import warnings
from datetime import timezone

import dateparser
import feedparser

warnings.simplefilter("ignore")
print("feedparser", feedparser.__version__, "dateparser", importlib.metadata.version("dateparser"))
stamps = [f"15 Oct 2025 01:30 {zone}" for zone in ("IST", "MSK", "EST")]
run = subprocess.run(["node", f"{sys.argv[1]}/times.mjs", *stamps], capture_output=True, text=True, check=True)
chrono = run.stdout.split()


def in_a_feed(stamp):
    feed = f"<rss version='2.0'><channel><title>x</title><item><pubDate>Wed, {stamp}</pubDate></item></channel></rss>"
    return "{:04}-{:02}-{:02}T{:02}:{:02}".format(*feedparser.parse(feed).entries[0].published_parsed[:5])


def parsed(stamp):
    return dateparser.parse(stamp).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M")


rows = {stamp[-3:]: (in_a_feed(stamp), parsed(stamp), node) for stamp, node in zip(stamps, chrono)}
for zone, (feed, date, node) in rows.items():
    print(f"01:30 {zone} on 15 October is, in UTC:  feedparser {feed}  dateparser {date}  chrono-node {node}")
assert rows["IST"] == ("2025-10-15T01:30", "2025-10-14T23:30", "2025-10-14T20:00")
assert rows["MSK"] == ("2025-10-15T01:30", "2025-10-14T22:30", "2025-10-14T22:30")
assert rows["EST"] == ("2025-10-15T06:30",) * 3, "a zone of RFC 5322 is one instant"
print("as the head says")
PYTHON
