#!/usr/bin/env bash
# In pandas 3 "İstanbul" does not find itself once both sides are made small: the column by pyarrow, the word by Python.
#
# One would guess: str.lower() of a column is what Python's lower() does to each of its words, whatever the type of the column.
# What happens:    columns of text are kept by pyarrow here, and its letters have other rules: İ becomes a plain i, in Python i and a
#                  dot; Σ at the end of a word becomes σ, in Python ς. So `titles.str.lower() == "İstanbul".lower()` finds
#                  nothing, nor does ΑΘΗΝΑΣ find itself. In a column of type object, the usual one before pandas 3, both are found.
#                  ß made large is ẞ in the one and SS in the other.
# Why it matters:  this is the line that everybody writes to ignore capitals. It goes wrong for Turkish names with a capital İ and for
#                  Greek headlines in capitals, and for no word of English. Fold both sides by one hand.
# Seen with:       pandas 3.1.1 with pyarrow 26.0.1 (numpy 2.4.6, python-dateutil 4.0.0, six 1.17.0), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --no-compile --target "$folder/lib" pandas==3.1.1 pyarrow==26.0.1 \
    numpy==2.4.6 python-dateutil==4.0.0 six==1.17.0
PYTHONPATH="$folder/lib" python3 -W ignore - <<'PYTHON'
import importlib.metadata

import pandas

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("pandas", "pyarrow")))
titles = pandas.Series(["İstanbul", "ΑΘΗΝΑΣ", "Zürich"])
print("kept by", titles.dtype.storage)
assert titles.dtype.storage == "pyarrow"
for column, expected in ((titles, [False, False, True]), (titles.astype(object), [True, True, True])):
    found = [bool((column.str.lower() == word.lower()).any()) for word in titles]
    print(column.dtype, "small letters find themselves:", dict(zip(titles, found)))
    assert found == expected
large = pandas.Series(["straße"]).str.upper()[0], "straße".upper()
print("straße made large:", large)
assert large == ("STRAẞE", "STRASSE")
print("as the head says")
PYTHON
