"""What a unit becomes in other spellings: the consonant classes that stand against it, with the cost of looking there."""

import math
from collections import defaultdict

import numpy as np
from numba import njit

import align

LEAST_SHARE, LEAST_SEEN, MOST = 0.002, 1, 10


@njit(cache=True)
def steps(flat, start, script, left, right, odds, gap, vowel, out, lengths, least):
    """The steps of the best alignment of every pair, from the beginning; no steps where it scores too little."""
    trace = np.zeros((100, 2), np.int64)
    for k in range(len(left)):
        l, r = left[k], right[k]
        score, count = align.align(flat[start[l]:start[l + 1]], flat[start[r]:start[r + 1]], odds, gap, vowel, script[l], script[r], trace)
        lengths[k] = count if score >= least * count and count <= out.shape[1] else 0
        for t in range(lengths[k]):
            out[k, t, 0] = trace[count - 1 - t, 0]
            out[k, t, 1] = trace[count - 1 - t, 1]


def collapse(classes):
    """Doubles become one."""
    return "".join(c for n, c in enumerate(classes) if n == 0 or classes[n - 1] != c)


def learn(table, words, pairs, odds, gap):
    """By unit: (cost in tenths of -ln of the share, classes), the likeliest first. What is put in behind a unit, or before
    the first, is counted with it. The alternatives that units.tsv gives speak a little, for units that are rare."""
    flat, start, script = words.arrays()
    out, lengths = np.zeros((len(pairs), 60, 2), np.int16), np.zeros(len(pairs), np.int64)
    steps(flat, start, script, pairs[:, 0], pairs[:, 1], odds, gap, np.array(table.vowel), out, lengths, 0.5)
    first = [classes[0] for classes in table.laid]
    seen = defaultdict(lambda: defaultdict(float))
    for k in range(len(pairs)):
        for side in (0, 1):
            unit, classes = None, ""
            for t in range(lengths[k]):
                mine, theirs = int(out[k, t, side]), int(out[k, t, 1 - side])
                if mine >= 0:
                    if unit is not None:
                        seen[unit][collapse(classes)] += 1
                        classes = ""
                    unit = mine
                if theirs >= 0: classes += first[theirs]
            if unit is not None: seen[unit][collapse(classes)] += 1
    learnt = []
    for unit in range(len(table.rows)):
        counts = dict(seen[unit])
        for n, classes in enumerate(dict.fromkeys(table.asked[unit])):
            counts[classes] = counts.get(classes, 0) + 4 / (n + 1)
        total = sum(counts.values())
        kept = [(-math.log(v / total), c) for c, v in counts.items() if v / total >= LEAST_SHARE and v >= LEAST_SEEN]
        learnt.append([(int(round(cost * 10)), classes) for cost, classes in sorted(kept)[:MOST]])
    return learnt


def likeliest(table, learnt, readings, most=96, beyond=60):
    """The keys that a question for a word looks under, the likeliest first: the same rules as src/text/name/key.rs."""
    best = {}
    for reading in readings:
        partial = [(0, "")]
        for unit in reading:
            grown = {}
            for cost, key in partial:
                for more, classes in learnt[unit]:
                    longer = key
                    for c in classes:
                        if not longer.endswith(c): longer += c
                    longer = longer[:12]
                    grown[longer] = min(grown.get(longer, 10**6), cost + more)
            partial = sorted((cost, key) for key, cost in grown.items())[:most]
        for cost, key in partial:
            if key: best[key] = min(best.get(key, 10**6), cost)
    found = sorted((cost, key) for key, cost in best.items())[:most]
    return [key for cost, key in found if cost <= found[0][0] + beyond]
