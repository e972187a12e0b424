#!/usr/bin/env bash
# spaCy's English tokeniser reads "Wed" as "We would": it takes the day for a pronoun and a verb.
#
# One would guess: a tokeniser splits words at blanks, marks and apostrophes. `Mon`, `Tue` and `Wed` are treated alike.
# What happens:    contractions are recognised without their apostrophe too. There is a list of words that are spared
#                  ("well", "shed", "hell", "its"), and it is not complete: `Wed` is the two tokens `We` and `d` (norm
#                  "'d"), `id` is `i` and `d`, and `wont` (accustomed) is "will not". `Wed.` is `We` and `d.`; `Mon`, `Tue`,
#                  `Thu`, `Fri` and `WED` stay whole. This is in the rules, so every English model does it before its
#                  statistics see a word.
# Why it matters:  a dateline's day of the week is the commonest word of this kind: rules that look for it (`Matcher` with
#                  LOWER or NORM) find six days of seven, counts have more "we", and a "not" comes from nowhere.
# Seen with:       spacy 3.8.18, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
"$folder/env/bin/python" - <<'PYTHON'
import spacy

print("spacy", spacy.__version__)
english = spacy.blank("en")
norms = {word: [token.norm_ for token in english(word)] for word in ("Mon", "Tue", "Wed", "Wed.", "WED", "Thu", "Fri", "Sat", "Sun", "id", "wont", "well")}
for word, tokens in norms.items():
    print(word, tokens)
assert norms["Wed"] == ["we", "'d"] and norms["Wed."] == ["we", "d."]
assert norms["id"] == ["i", "'d"] and norms["wont"] == ["will", "not"]
assert all(norms[word] == [word.lower()] for word in ("Mon", "Tue", "WED", "Thu", "Fri", "Sat", "Sun", "well"))
line = "Wed 15 Oct: he showed his id, as is his wont."
print([token.text for token in english(line)])
assert [token.text for token in english(line)][:2] == ["We", "d"]
print("as the head says")
PYTHON
