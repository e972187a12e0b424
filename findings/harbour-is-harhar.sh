#!/usr/bin/env bash
# alto-tools writes the first half of a word that is parted at the end of a line twice, and its second half never: har, haropens.
#
# One would guess: a tool that takes the text out of ALTO gives the two halves as they are printed, or the whole word, which the
#                  file has beside each half (SUBS_CONTENT).
# What happens:    for a second half the program writes what it wrote last, without a blank: "The har-/bour opens" is "The har" and
#                  "haropens". An abbreviation, the third kind that the format knows, is replaced by the word before it as well: in
#                  "by St. Ann" it is "by by Ann". With --text there is no other way, and nothing is said.
# Why it matters:  ALTO is what libraries give out of scanned newspapers. In narrow columns every third line or so ends within a
#                  word, so both that word and the next are lost to search, and words come up that nobody wrote. (The cause was
#                  mended in the repository in May 2025; this is the newest release.)
# Seen with:       alto-tools 0.1.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --target "$folder/lib" alto-tools==0.1.0
cat >"$folder/page.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page ID="p1" PHYSICAL_IMG_NR="1"><PrintSpace><TextBlock ID="b1">
<TextLine ID="l1"><String CONTENT="The"/><SP/><String CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour"/><HYP CONTENT="-"/></TextLine>
<TextLine ID="l2"><String CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour"/><SP/><String CONTENT="opens"/></TextLine>
<TextLine ID="l3"><String CONTENT="by"/><SP/><String CONTENT="St." SUBS_TYPE="Abbreviation" SUBS_CONTENT="Saint"/><SP/><String CONTENT="Ann"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>
XML
PYTHONPATH="$folder/lib" python3 - "$folder/page.xml" <<'PYTHON'
import contextlib
import importlib.metadata
import io
import sys
import xml.etree.ElementTree as ElementTree

from alto_tools import alto_tools

print("alto-tools", importlib.metadata.version("alto-tools"))
space = "{http://www.loc.gov/standards/alto/ns-v4#}"
page = ElementTree.parse(sys.argv[1])
printed = [" ".join(word.get("CONTENT") for word in line.iter(f"{space}String")) for line in page.iter(f"{space}TextLine")]
sys.argv[1:] = [sys.argv[1], "--text"]
with contextlib.redirect_stdout(io.StringIO()) as text:
    alto_tools.main()
found = [line.strip() for line in text.getvalue().strip().split("\n")]
print("printed:   ", printed)
print("alto-tools:", found)
assert printed == ["The har", "bour opens", "by St. Ann"]
assert found == ["The har", "haropens", "by by Ann"]
print("as the head says")
PYTHON
