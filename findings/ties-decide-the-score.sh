#!/usr/bin/env bash
# Two libraries that measure search give one and the same run a reciprocal rank of 1 and of 1/3.
#
# One would guess: a run's order is the order of its lines (TREC's format has a column for the rank), or ties of the score are
#                  broken in one agreed way.
# What happens:    trec_eval, in pytrec_eval and ir_measures, ignores rank and order and breaks ties by document id, the *greatest* first;
#                  ranx keeps the order in which the documents were handed over. With scores that are rounded or equal (counts,
#                  dates, BM25 of short texts) the figures differ by any amount, and neither library says so.
# Why it matters:  a figure that was measured with one library cannot stand beside one of the other, unless scores have no
#                  ties. Whoever writes runs should make scores strictly fall with the rank.
# Seen with:       pytrec_eval-terrier 0.5.11, ir_measures 0.4.3, ranx 0.3.21, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pytrec_eval-terrier==0.5.11 ir_measures==0.4.3 ranx==0.3.21
PYTHONWARNINGS=ignore "$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import ir_measures
import pytrec_eval
from ir_measures import RR
from ranx import Qrels, Run, evaluate

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("pytrec_eval-terrier", "ir_measures", "ranx")))
judged = {"q": {"a": 1, "b": 0, "c": 0}}


def three(order):
    run = {"q": {document: 1.0 for document in order}}
    first = pytrec_eval.RelevanceEvaluator(judged, {"recip_rank"}).evaluate(run)["q"]["recip_rank"]
    qrels = [ir_measures.Qrel("q", document, value) for document, value in judged["q"].items()]
    second = ir_measures.calc_aggregate([RR], qrels, [ir_measures.ScoredDoc("q", document, 1.0) for document in order])[RR]
    return round(first, 3), round(second, 3), round(float(evaluate(Qrels(judged), Run(run), "mrr")), 3)


for order in ("abc", "cba"):
    print(f"documents {order}, all with one score:  pytrec_eval, ir_measures, ranx = {three(order)}")
assert three("abc") == (0.333, 0.333, 1.0)
assert three("cba") == (0.333, 0.333, 0.333)
print("as the head says")
PYTHON
