#!/usr/bin/env bash
# Links to stories about PNG, Papua New Guinea, are pictures for courlan; whole sites whose stories have a number for an address
# have no stories.
#
# One would guess: a filter that looks for pages worth reading knows a picture by its ending, .png, and an archive's list by more than
#                  the word.
# What happens:    "png", "jpg" or "img" at the beginning of any word of an address will do: /news/png-votes and
#                  /australia-png-treaty are dropped where strict is set, as it is in extract_links unless told otherwise; a report of a
#                  court case goes for the name of the crime. Without strict, too, all of /archives/1234 goes, which is the form of
#                  WordPress's setting "Numeric", and /news/2025/12345/, with its slash at the end; without it, it stays.
# Why it matters:  trafilatura and others find what to fetch with this library. What is dropped was never fetched, so nothing in the
#                  archive tells; of a country's stories those are missing that call it by its usual letters. Keep a list of
#                  what a filter refused.
# Seen with:       courlan 1.4.0 (babel 2.19.0, tld 0.13.2, urllib3 2.8.0), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --no-compile --target "$folder/lib" courlan==1.4.0 babel==2.19.0 \
    tld==0.13.2 urllib3==2.8.0
PYTHONPATH="$folder/lib" python3 - <<'PYTHON'
import importlib.metadata

from courlan import check_url, extract_links

print("courlan", importlib.metadata.version("courlan"))
expected = {
    "news/papua-new-guinea-votes": (True, True),
    "news/png-votes": (True, False),
    "world/australia-png-treaty": (True, False),
    "news/incest-trial-begins": (True, False),
    "archives/1234": (False, False),
    "news/2025/12345/": (False, False),
    "news/2025/12345": (True, True),
}
for path, kept in expected.items():
    found = tuple(check_url(f"https://example.org/{path}", strict=strict) is not None for strict in (False, True))
    print(f"{path}: kept {found[0]}, kept if strict {found[1]}")
    assert found == kept
page = "<html><body>" + "".join(f'<a href="https://example.org/{path}">story</a>' for path in expected) + "</body></html>"
links = sorted(extract_links(page, url="https://example.org/"))
print("extract_links:", links)
assert links == [f"https://example.org/{path}" for path in ("news/2025/12345", "news/papua-new-guinea-votes")]
print("as the head says")
PYTHON
