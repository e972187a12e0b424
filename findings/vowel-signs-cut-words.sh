#!/usr/bin/env bash
# SQLite's full-text search finds lentils for the heart: its default tokeniser cuts Hindi words at their vowel signs.
#
# One would guess: the tokeniser `unicode61`, "Unicode aware", takes a word of any script as one token.
# What happens:    tokens are runs of letters and digits (categories L*, N*, Co). The vowel signs of Hindi, Bengali or Tamil
#                  and the marks of Arabic and Hebrew are category M: they separate tokens and are thrown away. दिल (heart) and दाल (lentils)
#                  are both the phrase "द ल", so each finds the other, while كتاب (book) does not find كِتاب, the same word with
#                  its first vowel written. `remove_diacritics` changes nothing of it; `categories 'L* M* N* Co'` mends
#                  the first half, not the second.
# Why it matters:  an archive in such a language looks searchable and answers with other words. Marks belong to words: whoever
#                  cuts text must keep them inside, and fold those that do not tell words apart.
# Seen with:       SQLite 3.54.1 (PyPI apsw 3.54.1.0), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
"$folder/env/bin/python" - <<'PYTHON'
import apsw

print("SQLite", apsw.sqlite_lib_version())
texts = ["दिल की बात", "दाल की कीमत", "كِتاب جديد"]


def found(tokenizer, word):
    base = apsw.Connection(":memory:")
    base.execute(f'CREATE VIRTUAL TABLE story USING fts5(text, tokenize="{tokenizer}")')
    base.executemany("INSERT INTO story VALUES (?)", [(text,) for text in texts])
    return [text for (text,) in base.execute("SELECT text FROM story WHERE story MATCH ?", (f'"{word}"',))]


for tokenizer in ("unicode61", "unicode61 remove_diacritics 2", "unicode61 categories 'L* M* N* Co'"):
    for word in ("दिल", "दाल", "كتاب"):
        print(f"{tokenizer}: {word} finds {found(tokenizer, word)}")
for tokenizer in ("unicode61", "unicode61 remove_diacritics 2"):
    assert found(tokenizer, "दिल") == found(tokenizer, "दाल") == texts[:2], "the heart and the lentils are one"
    assert found(tokenizer, "كتاب") == [], "a written vowel hides the word"
marks = "unicode61 categories 'L* M* N* Co'"
assert found(marks, "दिल") == texts[:1] and found(marks, "كتاب") == []
print("as the head says")
PYTHON
