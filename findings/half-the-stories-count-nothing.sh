#!/usr/bin/env bash
# In the BM25 of rank-bm25 a word that half of the stories have counts nothing, one that three of four have does, and one that nearly
# all have can count against them.
#
# One would guess: the more stories have a word, the less it counts; a story that has it is never behind one that does not.
# What happens:    the weight of a word is the logarithm of the stories without it by those with it: 0 at the half. From there on it
#                  would be negative, and a quarter of the mean weight of all words takes its place: 0.14 at three of four. So of
#                  four stories, two of them on ferries, a search for "ferry" has 0 for all, and the list of two has one that does
#                  not. Where the mean is negative, in a pile of like stories, the one without the word is first.
# Why it matters:  the package is loaded by the million, and is put to ranking what another search has found: there half
#                  of the texts or more have the word, and they are few. Other packages add 1 within the logarithm, as Lucene does.
# Seen with:       rank-bm25 0.2.2, numpy 2.4.6, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --no-compile --target "$folder/lib" rank-bm25==0.2.2 numpy==2.4.6
PYTHONPATH="$folder/lib" python3 -W ignore - <<'PYTHON'
import importlib.metadata

from rank_bm25 import BM25Okapi

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("rank-bm25", "numpy")))


def rank(stories, word):
    index = BM25Okapi([story.split() for story in stories])
    scores = [round(float(score), 2) for score in index.get_scores([word])]
    print(f"{word}: {dict(zip(stories, scores))}")
    return scores, index.get_top_n([word], stories, n=2)


half = ["ferry sails early", "pier is shut", "bridge is open", "ferry waits outside"]
scores, best = rank(half, "ferry")
print("the best two:", best)
assert scores == [0, 0, 0, 0] and sum("ferry" in story for story in best) == 1
scores, best = rank(["ferry sails", "ferry waits", "ferry sinks", "pier shut"], "ferry")
assert scores == [0.14, 0.14, 0.14, 0]
scores, best = rank(["storm ferry", "storm ferry again", "ferry storm", "storm"], "ferry")
assert max(scores) == scores[3] == 0 and best[0] == "storm"
print("as the head says")
PYTHON
