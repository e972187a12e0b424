#!/usr/bin/env bash
# htmldate, the extractor of days with the best published figures, finds a day on pages that have none.
#
# One would guess: with its default options it gives None where a page carries no date, and the first of the month where it
#                  names a month.
# What happens:    a page of opening hours is dated by the year of its copyright line, a page with a telephone number by the
#                  digits of the number, a timetable by its version. "October 2025" above the headline becomes the
#                  first of *January*. All come as full days, with no sign that month and day are made up. With
#                  extensive_search=False all four are None: also the page that does name its month.
# Why it matters:  whoever plots stories by day sees a peak on every first of January, and cannot tell it from news. A day
#                  needs a precision beside it, and unknown has to be an answer.
# Seen with:       htmldate 1.11.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
from htmldate import find_date

print("htmldate", importlib.metadata.version("htmldate"))
story = "<html><body><article>{}<h1>The pier</h1><p>{}</p></article>{}</body></html>"
pages = {
    "copyright line": story.format("", "The office is open on working days from nine to five.", "<footer>© 2019 Harbour Office</footer>"),
    "telephone": story.format("", "Call the office: +49 20 2019 1231", ""),
    "version": story.format("", "This is version 2019.11.3 of the timetable.", ""),
    "month": story.format("<p>October 2025</p>", "It is open again.", ""),
}
found = {name: find_date(page) for name, page in pages.items()}
strict = {name: find_date(page, extensive_search=False) for name, page in pages.items()}
for name in pages:
    print(f"{name}: {found[name]}, without extensive search {strict[name]}")
assert found == {"copyright line": "2019-01-01", "telephone": "2019-01-01", "version": "2019-11-03", "month": "2025-01-01"}
assert set(strict.values()) == {None}
print("as the head says")
PYTHON
