#!/usr/bin/env bash
# The key under which web archives file a page makes one of two pages whose addresses differ in capitals alone.
#
# One would guess: a SURT ("Sort-friendly URI Reordering Transform") puts the host in another order and leaves the path, where capitals
#                  count by RFC 3986.
# What happens:    the package that makes the keys of CDX indexes lowers the path as well, drops `www.` and `www2.`, drops a
#                  final slash, and some parameters of sessions (`PHPSESSID`, `CFID`), but keeps others (`sid`, `;jsessionid=`
#                  in this form) and campaign parameters (`utm_source`).
# Why it matters:  short links and article ids in base 62 (`/s/aB3x`, `/s/ab3X`) are different stories under one key, so a list of
#                  captures by key mixes them; and one story with its campaign links has many keys. A key of this kind can
#                  find candidates; it is not the identity of a page.
# Seen with:       surt 0.3.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check surt==0.3.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
from surt import surt

print("surt", importlib.metadata.version("surt"))
session = "0123456789abcdef0123456789abcdef"
rows = {
    "http://example.org/s/aB3x": "org,example)/s/ab3x",
    "http://example.org/s/ab3X": "org,example)/s/ab3x",
    "http://www2.example.org/s/ab3x/": "org,example)/s/ab3x",
    f"http://example.org/a?PHPSESSID={session}&x=1": "org,example)/a?x=1",
    f"http://example.org/a;jsessionid={session}": f"org,example)/a;jsessionid={session}",
    "http://example.org/a?utm_source=feed": "org,example)/a?utm_source=feed",
}
for address, key in rows.items():
    print(f"{address}  ->  {surt(address)}")
    assert surt(address) == key
print("as the head says")
PYTHON
