#!/usr/bin/env bash
# The library that turns archivists' dates into EDTF makes "not before 1914" an interval that ends in 1914.
#
# One would guess: text_to_edtf reads the forms of catalogues ("c. 1920", "1914-18") and gives None for what it cannot read,
#                  as it does for "undated" and "from 1909 to 1912".
# What happens:    parts of the text are read and the rest is passed over. "not before 1914" is `/1914`, that is until 1914.
#                  "1909–1912" with a proper dash is 1912, with a hyphen it is the interval; "1909-12" is December,
#                  "1912-13" an interval. "vol. 12, 1914" and "page 12 of 1914" are December too, "2nd quarter 1914" is
#                  February. "1999-00" is `1999/1900`, which ends before it begins. "44 BC" is `-0044`, which EDTF, having a
#                  year 0, reads as 45 BC. All are valid EDTF, with no mark of doubt.
# Why it matters:  catalogues are turned into search fields this way once, and the text is thrown away. Keep it beside the
#                  value, take a result only if its parts account for all words, and look for intervals that end before they
#                  begin.
# Seen with:       edtf 5.0.2, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

from edtf import parse_edtf, text_to_edtf

print("edtf", importlib.metadata.version("edtf"))
expected = {
    "c. 1920": "1920~",
    "before 1920": "/1920",
    "undated": None,
    "from 1909 to 1912": None,
    "not before 1914": "/1914",
    "1909-1912": "1909/1912",
    "1909–1912": "1912",
    "1909-12": "1909-12",
    "1912-13": "1912/1913",
    "vol. 12, 1914": "1914-12",
    "page 12 of 1914": "1914-12",
    "2nd quarter 1914": "1914-02",
    "1999-00": "1999/1900",
    "44 BC": "-0044",
}
for text, value in expected.items():
    found = text_to_edtf(text)
    print(f"{text!r}: {found}")
    assert found == value
    assert found is None or parse_edtf(found), "it is valid EDTF"
print("as the head says")
PYTHON
