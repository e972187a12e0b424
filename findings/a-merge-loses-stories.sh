#!/usr/bin/env bash
# The same sixty stories under the same query: tantivy finds all of them after three commits, fifty after one.
#
# One would guess: what a query finds depends on the texts. How they came in, and whether parts of the index were merged
#                  since, does not matter.
# What happens:    a phrase whose last word is a prefix (`"ferry s"*`) is filled with the first 50 words of the prefix, in
#                  the order of the alphabet, *of each segment*. Three commits make three segments with 20 words each: all
#                  are tried. One commit, or a merge, makes one segment with 60: ten are not. Nothing says that the answer
#                  is cut. The stories lost are those late in the alphabet, and words that no phrase has count as well.
# Why it matters:  search as you type on a growing archive loses hits in the night of a merge, and a small test index never
#                  shows it. A prefix must be filled from the words of the whole index, or the answer must say that it was
#                  cut.
# Seen with:       tantivy (Python) 0.27.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import tantivy

print("tantivy", importlib.metadata.version("tantivy"))
stories = [f"ferry s{number:03}" for number in range(60)]


def found(query, texts, a_commit):
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(num_threads=1)
    for number, text in enumerate(texts, 1):
        writer.add_document(tantivy.Document(text=text))
        if number % a_commit == 0:
            writer.commit()
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    hits = searcher.search(index.parse_query(query, ["text"]), 1000).hits
    return searcher.num_segments, sorted(searcher.doc(address)["text"][0] for _, address in hits)


for a_commit, segments, expected in ((20, 3, stories), (60, 1, stories[:50])):
    count, hits = found('"ferry s"*', stories, a_commit)
    print(f"{a_commit} stories a commit: {count} segments, {len(hits)} stories, {hits[0]} to {hits[-1]}")
    assert (count, hits) == (segments, expected)
other = [f"sa{number:03}" for number in range(50)]
_, hits = found('"ferry s"*', [*other, "ferry sunday"], 100)
print("with fifty other words of the prefix before it, `ferry sunday` is found:", hits)
assert hits == []
print("as the head says")
PYTHON
