#!/usr/bin/env bash
# In Milvus Lite the story that is last for "ferry storm" is first once the search is filtered by its country; all scores are negative.
#
# One would guess: a filter takes stories out of a list and leaves the others in their order; two equal texts have one score; a score of
#                  BM25 is above zero, and more is better, as in Milvus.
# What happens:    how rare a word is, is counted anew among the rows that pass the filter, in each part of the index by itself. Of the
#                  stories of Norway "ferry late" is behind seven storms without the filter, and before all with it. Of two rows with
#                  the text "storm comes" the one that was added after a flush, with two others, has two fifths of the score of the first
#                  and stands behind all other storms, after the next flush too. The score is below zero, the best the lowest: sorted by it, or kept
#                  above a threshold, the list is turned round or empty, and a radius of 0.5 keeps all.
# Why it matters:  the package is there to build on a laptop what runs on Milvus later, and takes the place of it in small archives. A click
#                  on a facet shuffles the list, and news of the day is ranked among itself. Statistics must be those of the whole.
# Seen with:       milvus-lite 3.2.2, pymilvus 3.0.2, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check milvus-lite==3.2.2 pymilvus==3.0.2
"$folder/env/bin/python" -W ignore - "$folder/news.db" <<'PYTHON'
import importlib.metadata
import sys

from pymilvus import DataType, Function, FunctionType, MilvusClient

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("milvus-lite", "pymilvus")))
client = MilvusClient(sys.argv[1])
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
schema.add_field("country", DataType.VARCHAR, max_length=2)
schema.add_field("text", DataType.VARCHAR, max_length=100, enable_analyzer=True)
schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
schema.add_function(Function(name="bm25", input_field_names=["text"], output_field_names=["words"], function_type=FunctionType.BM25))
index = client.prepare_index_params()
index.add_index(field_name="words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
client.create_collection("news", schema=schema, index_params=index)


def add(first, stories):
    client.insert("news", [{"id": first + number, "country": country, "text": text} for number, (country, text) in enumerate(stories)])


def found(condition="", **more):
    hits = client.search("news", ["ferry storm"], anns_field="words", limit=100, filter=condition, output_fields=["country", "text"], **more)[0]
    return [(hit["entity"]["text"], round(hit["distance"], 2)) for hit in hits if hit["entity"]["country"] == "NO"]


norway = [("NO", "ferry late"), ("NO", "storm comes")] + [("NO", "storm again")] * 6 + [("NO", "bridge open")] * 4
add(0, norway + [("SE", "ferry again")] * 40 + [("SE", "bridge shut")] * 40)
client.load_collection("news")
plain, filtered = found(), found("country == 'NO'")
print("all, of which Norway:", plain)
print("filtered by Norway:", filtered)
assert plain[-1][0] == "ferry late" and filtered[0][0] == "ferry late" and len(plain) == len(filtered) == 8
assert all(score < 0 for _, score in plain + filtered)
assert found(search_params={"params": {"radius": 0.5}}) == plain
client.flush("news")
add(1000, [("NO", "ferry late"), ("NO", "storm comes"), ("NO", "bridge open")])
client.flush("news")
later = found()
print("three more:", later)
storms = [(text, score) for text, score in later if text.startswith("storm")]
assert storms[0][1] == storms[-2][1] < 2 * storms[-1][1] and storms[-1][0] == "storm comes" and ("storm comes", storms[0][1]) in storms
assert later[-1] == ("ferry late", -0.81) and ("ferry late", storms[-1][1]) in later
print("as the head says")
PYTHON
