#!/usr/bin/env bash
# quantulum3 reads "half a billion euros" as 1.5 billion of them, "€1.5bn" as one and a half "euro bit newton", and "2019-2024" as 2021.5.
#
# One would guess: what finds quantities in text knows half a million, as it knows two and a half million, and how newspapers shorten
#                  it: 3m, 1.5bn. What it cannot read it leaves out.
# What happens:    words in a row are added up, "a" too: half and one is 1.5, times a billion. "One and a half million" is the same
#                  figure. "bn" is a bit by a newton, "$3m" 3 dollar metres, "3m people" 3 metres. "20 to 30 dead" are 25, and a stretch
#                  of years is the year in its midst, with a half, and an uncertainty beside it. "1,5 million", as in most of Europe, is 15 million: the comma is
#                  dropped. "1.5 billion euros" is right.
# Why it matters:  sums and victims are taken from news by the thousand with such tools, and nobody looks at single ones. Three times
#                  as much, or a thousand millionth, is as good a number as any. Keep the words beside the value, and refuse units that
#                  no table of yours has.
# Seen with:       quantulum3 0.10.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata

from quantulum3 import parser

print("quantulum3", importlib.metadata.version("quantulum3"))
for text, value, unit in (
    ("Half a billion euros were lost.", 1.5e9, "euro"),
    ("Nearly half a million voters stayed at home.", 1.5e6, "dimensionless"),
    ("One and a half million voters stayed at home.", 1.5e6, "dimensionless"),
    ("Two and a half million voters came.", 2.5e6, "dimensionless"),
    ("The bank lost €1.5bn.", 1.5, "euro bit newton"),
    ("The bank lost $3m.", 3.0, "dollar metre"),
    ("A fine of 1.5 billion euros.", 1.5e9, "euro"),
    ("1,5 million people came.", 15e6, "dimensionless"),
    ("20 to 30 dead.", 25.0, "dimensionless"),
    ("In office 2019-2024.", 2021.5, "dimensionless"),
):
    found = [(quantity.value, quantity.unit.name, quantity.uncertainty) for quantity in parser.parse(text)]
    print(text, found)
    assert len(found) == 1 and found[0][:2] == (value, unit)
print("as the head says")
PYTHON
