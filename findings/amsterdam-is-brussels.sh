#!/usr/bin/env bash
# An update of the time zone data moved the clocks of Amsterdam, Oslo and Reykjavik in the years before 1970, and made them
# others' clocks.
#
# One would guess: tz data gets better with time. What Europe/Amsterdam was in 1938 was known in 2022, and is known in 2026.
# What happens:    since release 2022b zones that agree from 1970 on are links: Amsterdam to Brussels, Oslo and Stockholm to
#                  Berlin, Reykjavik to Abidjan. Noon UTC of 15 July 1938 was 13:20 in Amsterdam by tzdata 2022.1, which is
#                  so, and is 13:00 by 2026.6; Iceland's summer times are gone. Of 598 zones 106 have other hours for some
#                  day before 1970. Debian builds its own data with the old times in it, so `TZ=Europe/Amsterdam date` and
#                  Node disagree on one machine.
# Why it matters:  local times of old broadcasts and wires, turned to UTC by one program and back by another, come out
#                  changed, at midnight on another day. Before 1970, keep the local time as it was printed.
# Seen with:       tzdata 2022.1 and 2026.6 (PyPI), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
for release in 2022.1 2026.6; do
  "$folder/env/bin/pip" install --quiet --disable-pip-version-check --target "$folder/$release" "tzdata==$release"
done
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import io
import os
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

folder = sys.argv[1]


def stored(release, name):
    with open(f"{folder}/{release}/tzdata/zoneinfo/{name}", "rb") as file:
        return file.read()


def zone(release, name):
    return ZoneInfo.from_file(io.BytesIO(stored(release, name)))


def differ(name, days):
    """The number of days at whose noon the two releases have other hours."""
    before, after = zone("2022.1", name), zone("2026.6", name)
    return sum(day.astimezone(before).utcoffset() != day.astimezone(after).utcoffset() for day in days)


with open(f"{folder}/2026.6/tzdata/zones", encoding="ascii") as file:
    names = file.read().split()
old = [name for name in names if os.path.exists(f"{folder}/2022.1/tzdata/zoneinfo/{name}")]
days = [datetime(1900, 1, 1, 12, tzinfo=timezone.utc) + timedelta(number) for number in range(70 * 365 + 17)]
changed = {name: differ(name, days) for name in old if stored("2022.1", name) != stored("2026.6", name)}
changed = {name: count for name, count in changed.items() if count}
print(len(changed), "of", len(names), "zones have other hours before 1970")
for name, day, before, after in (
    ("Europe/Amsterdam", datetime(1938, 7, 15), "13:20", "13:00"),
    ("Europe/Oslo", datetime(1945, 7, 15), "14:00", "15:00"),
    ("Atlantic/Reykjavik", datetime(1950, 1, 15), "11:00", "12:00"),
):
    noon = day.replace(hour=12, tzinfo=timezone.utc)
    found = [noon.astimezone(zone(release, name)).strftime("%H:%M") for release in ("2022.1", "2026.6")]
    print(f"noon UTC of {noon:%-d %B %Y} in {name}: {found[0]} by 2022.1, {found[1]} by 2026.6; {changed[name]} days differ")
    assert found == [before, after]
assert len(changed) == 106 and len(names) == 598
print("as the head says")
PYTHON
