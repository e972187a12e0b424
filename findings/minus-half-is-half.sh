#!/usr/bin/env bash
# "The economy grew by -0.5 per cent", put into words by num2words, is a growth of "zero point five", in 47 of its 56 languages.
#
# One would guess: words for a number say its sign. They do for -1.5 (minus one point five), and for an amount of money.
# What happens:    the sign is taken from the whole part, and that of -0.5 is 0, which has none: all from -0.99 to -0.01 come out
#                  as gains. It is so for a float, a Decimal and a string. Further off, Vietnamese has no minus at all and calls -5
#                  fifteen and -2 eighteen; Bengali has -5 as five; Persian says "two and a half" for 2.5, 2.05 and 2.005, and
#                  Bengali "two point five"; in Azerbaijani 101,000 is 100,000.
# Why it matters:  growth, swings, votes and prices move by less than one, and texts for the ear and for captions are made with
#                  this. The sentence is sound and says the opposite. Read the words for -0.5 before a language is used, and keep
#                  the figure beside them.
# Seen with:       num2words 0.5.14, 2026-11-30. The first report of the sign is of 2021.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
from decimal import Decimal

from num2words import CONVERTER_CLASSES, num2words

print("num2words", importlib.metadata.version("num2words"))
assert num2words(-1.5) == "minus one point five"
assert num2words(-0.5, to="currency", currency="EUR") == "minus zero euro, fifty cents"
for number in (-0.5, "-0.5", Decimal("-0.5"), 0.5):
    print(repr(number), num2words(number))
    assert num2words(number) == "zero point five"
lost = [name for name in CONVERTER_CLASSES if num2words(-0.5, lang=name) == num2words(0.5, lang=name)]
print(len(lost), "of", len(CONVERTER_CLASSES), "languages lose the sign, among them", lost[:12])
assert len(lost) == 47 and {"en", "de", "es", "fr", "ru", "ja", "pt", "pl", "tr"} <= set(lost)
for language, numbers in (("vi", (-5, 15)), ("vi", (-2, 18)), ("bn", (-5, 5)), ("fa", (2.5, 2.05, 2.005)), ("bn", (2.5, 2.05)), ("az", (100_000, 101_000))):
    words = {num2words(number, lang=language) for number in numbers}
    print(language, numbers, words)
    assert len(words) == 1
print("as the head says")
PYTHON
