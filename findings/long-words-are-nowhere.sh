#!/usr/bin/env bash
# tantivy leaves out words of 40 bytes or more, which is 20 letters of Russian, and then answers as if nobody had asked for
# them.
#
# One would guess: the limit of the default tokeniser, "40", is one of characters, and longer than any word; a query of two
#                  words that both must be there finds only texts that have both.
# What happens:    it is a limit of bytes, and 39 is the most: 19 letters of Cyrillic or Greek, 13 of Georgian or Thai. Such
#                  a word is neither indexed nor kept in the query. `музей AND достопримечательности` (museum, sights) finds
#                  the museum without sights; as a phrase with one other word it finds that word alone;
#                  `-достопримечательности` excludes nothing. Only when it stands alone does the query find nothing.
# Why it matters:  Russian has everyday words of 20 letters, Georgian of 14, and a line of Thai or Chinese without a blank
#                  is one token, lost whole. No count shows it. A tokeniser's limit must be one of characters, and be far
#                  off.
# Seen with:       tantivy (Python) 0.27.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import tantivy

print("tantivy", importlib.metadata.version("tantivy"))


def finder(texts):
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(num_threads=1)
    for text in texts:
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(query):
        hits = searcher.search(index.parse_query(query, ["text"]), 10).hits
        return sorted(searcher.doc(address)["text"][0] for _, address in hits)

    return find


words = ["a" * 39, "a" * 40, "я" * 19, "я" * 20, "ა" * 13, "ა" * 14]
found = [bool(finder([word])(word)) for word in words]
print("found:", [(len(word), word[0], hit) for word, hit in zip(words, found)])
assert found == [True, False] * 3

sights, museum, castle = "музей и достопримечательности города", "музей города", "замок города"
find = finder([sights, museum, castle])
for query, expected in (
    ("достопримечательности", []),
    ("музей AND достопримечательности", [museum, sights]),
    ('"достопримечательности города"', [castle, museum, sights]),
    ("музей -достопримечательности", [museum, sights]),
):
    print(query, "finds", find(query))
    assert find(query) == sorted(expected)
print("as the head says")
PYTHON
