#!/usr/bin/env bash
# A heading "Comments by the minister" ends the story for BoilerPy3: what comes after it is dropped.
#
# One would guess: main text is told from the rest by the length of its blocks and their links; a heading is a heading.
# What happens:    a short block that begins with "Comments" or "Have your say" is taken for the end of the article, by both of
#                  the extractors for articles, however long the text is that follows: two paragraphs of five stay. Under the
#                  heading "What the minister said" all five do.
# Why it matters:  the rule comes from the Java library boilerpipe and lives on in its ports. A report that quotes in sections
#                  looks whole: it begins well and ends with a full stop. Compare its length with that of a second reading.
# Seen with:       boilerpy3 1.0.7, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check boilerpy3==1.0.7
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

from boilerpy3 import extractors

print("boilerpy3", importlib.metadata.version("boilerpy3"))


def length(heading, extractor):
    said = (
        "<p>The harbour office said on Tuesday that the ferry sails again from the old pier, every day from eight in the morning "
        "until late at night, and that the light is safe for all who come.</p>"
    )
    page = f"<html><head><title>Ferry</title></head><body><h1>The ferry sails again</h1>{said * 2}<h2>{heading}</h2>{said * 3}</body></html>"
    return getattr(extractors, extractor)().get_content(page).count("The harbour office said")


for heading, expected in (("What the minister said", 5), ("Comments by the minister", 2), ("Have your say", 2)):
    found = {extractor: length(heading, extractor) for extractor in ("ArticleExtractor", "ArticleSentencesExtractor")}
    print(f"{heading!r}: paragraphs of five that stay: {found}")
    assert set(found.values()) == {expected}
print("as the head says")
PYTHON
