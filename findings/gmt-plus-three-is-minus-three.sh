#!/usr/bin/env bash
# "01:30 GMT+3", as papers print it and as JavaScript writes it, is six hours apart for dateutil and PostgreSQL, and for the
# rest.
#
# One would guess: GMT+3 is three hours ahead of Greenwich, as everyone who writes it means.
# What happens:    dateutil and PostgreSQL read it the way POSIX writes a TZ variable: the sign says what to *add* to reach
#                  GMT. 01:30 is 04:30 UTC for them, and 22:30 of the day before for DuckDB, dateparser, chrono-node and
#                  JavaScript. pandas does both: `GMT+3` as dateutil, `UTC+03:00` and `GMT+0300` as the others. feedparser
#                  has a third answer for `UTC+3`: it drops the offset. dateutil also turns round what JavaScript's Date
#                  writes, `GMT+0300`; PostgreSQL refuses that one.
# Why it matters:  no answer has a warning, and six hours move an evening's news to the next day. An offset after GMT or UTC
#                  should be read before a library sees it.
# Seen with:       python-dateutil 4.0.0, pandas 3.1.1, dateparser 1.5.0, duckdb 2.0.1, feedparser 6.0.14, chrono-node
#                  2.10.3, PostgreSQL 18.7 (npm @electric-sql/pglite 0.5.17), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
    python-dateutil==4.0.0 pandas==3.1.1 dateparser==1.5.0 duckdb==2.0.1 pytz==2026.6 feedparser==6.0.14
npm install --silent --no-audit --no-fund --prefix "$folder" chrono-node@2.10.3 @electric-sql/pglite@0.5.17 >/dev/null
cat >"$folder/times.mjs" <<'NODE'
import { PGlite } from "@electric-sql/pglite";
import * as chrono from "chrono-node";
const base = new PGlite();
const rows = {};
for (const stamp of process.argv.slice(2)) {
  let postgresql;
  try {
    postgresql = (await base.query("SELECT $1::timestamptz AS at", [stamp])).rows[0].at.toISOString();
  } catch {
    postgresql = "refused";
  }
  rows[stamp] = { PostgreSQL: postgresql, "chrono-node": chrono.parseDate(stamp).toISOString(), JavaScript: new Date(stamp).toISOString() };
}
console.log(JSON.stringify({ version: (await base.query("SHOW server_version")).rows[0].server_version, rows }));
NODE
"$folder/env/bin/python" -W ignore - "$folder" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys
from datetime import timezone

import dateparser
import duckdb
import feedparser
import pandas
from dateutil import parser

names = ("python-dateutil", "pandas", "dateparser", "duckdb", "feedparser")
print(*(f"{name} {importlib.metadata.version(name)}" for name in names))
stamps = ("2025-10-15 01:30 GMT+3", "15 Oct 2025 01:30 UTC+3", "15 Oct 2025 01:30 UTC+03:00", "Wed Oct 15 2025 01:30:00 GMT+0300")
run = subprocess.run(["node", f"{sys.argv[1]}/times.mjs", *stamps], capture_output=True, text=True, check=True)
node = json.loads(run.stdout)
print("PostgreSQL", node["version"])


def utc(found):
    return found.astimezone(timezone.utc).strftime("%dT%H:%M")


def in_a_feed(stamp):
    feed = f"<rss version='2.0'><channel><title>x</title><item><pubDate>Wed, {stamp}</pubDate></item></channel></rss>"
    return "{2:02}T{3:02}:{4:02}".format(*feedparser.parse(feed).entries[0].published_parsed[:5])


rows = {}
for stamp in stamps:
    rows[stamp] = {name: text[8:16] if "T" in text else text for name, text in node["rows"][stamp].items()}
    rows[stamp]["dateutil"] = utc(parser.parse(stamp))
    rows[stamp]["pandas"] = utc(pandas.to_datetime(stamp).to_pydatetime())
    rows[stamp]["dateparser"] = utc(dateparser.parse(stamp))
rows[stamps[0]]["duckdb"] = duckdb.sql(f"SELECT '{stamps[0]}'::timestamptz AT TIME ZONE 'UTC'").fetchall()[0][0].strftime("%dT%H:%M")
rows[stamps[1]]["feedparser"] = in_a_feed(stamps[1])
for stamp, found in rows.items():
    print(stamp, found)
meant, turned = "14T22:30", "15T04:30"
for stamp, found in rows.items():
    assert found["dateutil"] == turned
    assert found["PostgreSQL"] == ("refused" if "+0300" in stamp else turned)
    assert found["JavaScript"] == found["chrono-node"] == found["dateparser"] == meant
assert [rows[stamp]["pandas"] for stamp in stamps[:3]] == [turned, turned, meant]
assert rows[stamps[0]]["duckdb"] == meant and rows[stamps[1]]["feedparser"] == "15T01:30"
print("as the head says")
PYTHON
