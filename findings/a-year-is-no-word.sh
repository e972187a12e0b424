#!/usr/bin/env bash
# With Qdrant's multilingual index a search for "12 people drowned" finds the 21 who drowned, "Windows 98" finds 95, and 1945 nothing.
#
# One would guess: a tokeniser for all languages keeps figures, as the one for single words does: they are alike in all of them.
# What happens:    a run of digits is left out of the index and of the query. "1999 burnt" finds what burnt in 1945, "2024年の地震" the
#                  earthquake of 2025, "9.9 percent" the inflation of 2.5; a phrase does too. 1945, 9/11 or 2.5 alone find nothing. Figures
#                  that are joined to letters are kept: G20. The tokeniser "word" has all of it right.
# Why it matters:  multilingual is what one takes for a collection in more than one script, and the only one that knows words of Japanese and
#                  Chinese. Years, victims and results are what news is searched by; the answers look like good ones, and an empty
#                  one like a year without news. Search for a number before you choose a tokeniser.
# Seen with:       qdrant-edge-py 0.9.0 (the search engine as a library), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check --no-deps qdrant-edge-py==0.9.0
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import importlib.metadata
import sys

from qdrant_edge import (
    Distance, EdgeConfig, EdgeShard, EdgeVectorParams, FieldCondition, Filter, MatchPhrase, MatchText, Point, ScrollRequest, TextIndexParams,
    TokenizerType, UpdateOperation,
)

print("qdrant-edge-py", importlib.metadata.version("qdrant-edge-py"))
STORIES = ("12 people drowned", "21 people drowned", "in 1945 it burnt", "inflation at 2.5 percent", "Windows 95", "the G20 meets", "2025年の地震")


def archive(tokenizer):
    shard = EdgeShard.create(f"{sys.argv[1]}/{tokenizer}", EdgeConfig(vectors=EdgeVectorParams(size=1, distance=Distance.Cosine)))
    shard.update(UpdateOperation.upsert_points([Point(number, [1.0], {"text": text}) for number, text in enumerate(STORIES)]))
    shard.update(UpdateOperation.create_field_index("text", TextIndexParams(tokenizer=tokenizer, lowercase=True, phrase_matching=True)))
    return shard


def found(shard, match):
    asked = ScrollRequest(limit=100, filter=Filter(must=[FieldCondition(key="text", match=match)]), with_payload=True)
    return [STORIES[point.id] for point in shard.scroll(asked)[0]]


multilingual, word = archive(TokenizerType.Multilingual), archive(TokenizerType.Word)
for query, by_multilingual, by_word in (
    ("12 people drowned", ["12 people drowned", "21 people drowned"], ["12 people drowned"]),
    ("1999 burnt", ["in 1945 it burnt"], []),
    ("1945", [], ["in 1945 it burnt"]),
    ("9.9 percent", ["inflation at 2.5 percent"], []),
    ("Windows 98", ["Windows 95"], []),
    ("2024年の地震", ["2025年の地震"], []),
    ("G20", ["the G20 meets"], ["the G20 meets"]),
):
    print(f"{query}: multilingual {found(multilingual, MatchText(query))}, word {found(word, MatchText(query))}")
    assert found(multilingual, MatchText(query)) == by_multilingual
    assert found(word, MatchText(query)) == by_word
assert found(multilingual, MatchPhrase("12 people drowned")) == ["12 people drowned", "21 people drowned"]
print("as the head says")
PYTHON
