#!/usr/bin/env bash
# Told to leave out duplicates, trafilatura gives a page's text three times; the fourth time, in the same process, it has none.
#
# One would guess: deduplicate=True leaves out what stands twice *in a page*, such as a teaser that comes again below. What
#                  a page gives does not depend on pages before it.
# What happens:    texts are counted in a store that lives as long as the process. The fourth page with the same story, on
#                  whatever address and under whatever frame, gives None, which is also the answer for a page without a
#                  story. reset_caches() brings it back; a second process, or another worker of a pool, starts anew.
# Why it matters:  wire stories stand in dozens of papers, and archives have many saves of one page. Which of them are empty
#                  depends on the order and on how many workers there are, so two runs over one archive differ. Find copies
#                  after the text is out, and keep the list.
# Seen with:       trafilatura 2.3.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import trafilatura
from trafilatura.meta import reset_caches

print("trafilatura", importlib.metadata.version("trafilatura"))
story = (
    "<h1>The ferry sails again</h1>"
    "<p>The harbour office said on Tuesday that the ferry sails again from the old pier, every day from eight in the morning.</p>"
    "<p>Nobody from the company was there, but a letter was read out: the pier, the ferry and the light are safe for all.</p>"
)


def copy(paper, **options):
    page = f"<html><head><title>{paper}</title></head><body><nav>{paper}: news, sport</nav><article>{story}</article><footer>{paper}</footer></body></html>"
    return trafilatura.extract(page, url=f"https://{paper}.example.org/ferry", **options)


papers = ("north", "south", "east", "west", "island")
plain = [copy(paper) is not None for paper in papers]
once = [copy(paper, deduplicate=True) is not None for paper in papers]
reset_caches()
again = [copy(paper, deduplicate=True) is not None for paper in reversed(papers)][::-1]
print("papers with a text:", dict(zip(papers, zip(plain, once, again))), "(plain, deduplicate, deduplicate in the other order)")
assert plain == [True] * 5
assert once == [True, True, True, False, False]
assert again == [False, False, True, True, True]
print("as the head says")
PYTHON
