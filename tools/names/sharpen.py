"""Sharpens learnt odds: other words that lie under a name's keys shall score less than its spellings.

Logistic regression over the steps of best alignments (in the manner of Collins's perceptron, 2002), by AdaGrad, held near
the odds that were learnt from pairs alone."""

from collections import defaultdict

import numpy as np
from numba import njit

import align
import probes
from units import SCRIPTS, script_of

GROUPS, QUESTIONS, COMPARED, KEPT, ROUNDS = 45_000, 9_000, 10_000, 150, 4
RATE, HOLD, SCALE, BEGIN = 0.4, 0.002, 0.6, 8.0


@njit(cache=True)
def scores(flat, start, first, script, odds, gap, vowel, one, others):
    """The likeliest readings of one word and others."""
    trace, out = np.zeros((100, 2), np.int64), np.full(len(others), -1e9)
    for k in range(len(others)):
        other = others[k]
        for r in range(first[one], first[one + 1]):
            for t in range(first[other], first[other + 1]):
                s, _ = align.align(flat[start[r]:start[r + 1]], flat[start[t]:start[t + 1]], odds, gap, vowel, script[r], script[t], trace)
                out[k] = max(out[k], s)
    return out


@njit(cache=True)
def learn_round(flat, start, first, script, vowel, asked, found, same, order, odds, gap, odds_before, gap_before, odds_sum, gap_sum, middle):
    """One pass over the examples; returns the mean loss."""
    trace, best_trace, loss = np.zeros((100, 2), np.int64), np.zeros((100, 2), np.int64), 0.0
    for e in order:
        best, count, left, right = -1e9, 0, 0, 0
        for r in range(first[asked[e]], first[asked[e] + 1]):
            for t in range(first[found[e]], first[found[e] + 1]):
                s, k = align.align(flat[start[r]:start[r + 1]], flat[start[t]:start[t + 1]], odds, gap, vowel, script[r], script[t], trace)
                if s > best:
                    best, count, left, right = s, k, r, t
                    best_trace[:k] = trace[:k]
        p = 1 / (1 + np.exp(-SCALE * (best - middle[0])))
        loss -= np.log(max(p if same[e] else 1 - p, 1e-9))
        pull = (p - (1.0 if same[e] else 0.0)) * SCALE
        middle[1] += pull * pull
        middle[0] += RATE * pull / np.sqrt(middle[1] + 1)
        if abs(pull) < 0.002: continue
        for t in range(count):
            x, y = best_trace[t, 0], best_trace[t, 1]
            if x >= 0 and y >= 0:
                g = pull + HOLD * (odds[x, y] - odds_before[x, y])
                odds_sum[x, y] += g * g
                odds_sum[y, x] = odds_sum[x, y]
                odds[x, y] = min(max(odds[x, y] - RATE * g / np.sqrt(odds_sum[x, y] + 1), -9.0), 9.0)
                odds[y, x] = odds[x, y]
            else:
                unit, against = (y, script[left]) if x < 0 else (x, script[right])
                g = pull + HOLD * (gap[unit, against] - gap_before[unit, against])
                gap_sum[unit, against] += g * g
                gap[unit, against] = min(max(gap[unit, against] - RATE * g / np.sqrt(gap_sum[unit, against] + 1), -9.0), 2.0)
    return loss / len(order)


def examples(table, groups, learnt, odds, gap, rng):
    """Words of some groups, and for some of them what lies under their keys, with whether it is the same name."""
    mates = defaultdict(set)
    for group in groups:
        for word in group: mates[word] |= set(group) - {word}
    texts = sorted({w for g in rng.sample(groups, min(GROUPS, len(groups))) for w in g})
    number = {w: n for n, w in enumerate(texts)}
    flat, start, first, script, under = [], [0], [0], [], defaultdict(list)
    for n, word in enumerate(texts):
        s = script_of(word)
        for reading in table.readings(word, s):
            flat += reading[:24]
            start.append(len(flat))
            script.append(SCRIPTS.index(s))
        first.append(len(start) - 1)
        for key in table.laid_keys(word, s): under[key].append(n)
    words = np.array(flat), np.array(start), np.array(first), np.array(script)
    vowel, asked, found, same = np.array(table.vowel), [], [], []
    whole = [w for w in texts if any(m in number for m in mates[w])]
    for word in rng.sample(whole, min(QUESTIONS, len(whole))):
        others = {number[m] for m in mates[word] if m in number}
        for key in probes.likeliest(table, learnt, [r[:24] for r in table.readings(word, script_of(word))]):
            if len(others) >= COMPARED: break
            others.update(under[key])
        others = np.array(sorted(others - {number[word]}))
        s = scores(*words, odds, gap, vowel, number[word], others)
        for k in np.argsort(-s, kind="stable")[:KEPT]:
            if s[k] < -1: break
            asked.append(number[word])
            found.append(others[k])
            same.append(texts[others[k]] in mates[word])
    return words, vowel, np.array(asked), np.array(found), np.array(same)


def sharpen(table, groups, learnt, odds, gap, rng):
    """The odds and gaps anew."""
    words, vowel, asked, found, same = examples(table, groups, learnt, odds, gap, rng)
    odds_before, gap_before = odds, gap
    odds, gap = odds.copy(), gap.copy()
    odds_sum, gap_sum, middle = np.ones_like(odds), np.ones_like(gap), np.array([BEGIN, 1.0])
    for turn in range(ROUNDS):
        order = np.random.RandomState(turn).permutation(len(asked))
        loss = learn_round(*words, vowel, asked, found, same, order, odds, gap, odds_before, gap_before, odds_sum, gap_sum, middle)
        print("sharpening", turn, "examples", len(asked), "loss", round(loss, 4), flush=True)
    return odds, gap
