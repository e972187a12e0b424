#!/usr/bin/env python3
"""Learns the weights by which texts are read: src/extract/text_copy/weights.tsv.

usage: learn.py COPIES... [--all] [--cargo COMMAND]

COPIES are folders as make.py writes them: pages/*.txt, and gold.jsonl with `id`, `body` and perhaps `title`, `url` and `site`. They are
no part of the project, but for those of cases.py. Every third site (by hash) is put aside and only measured, unless --all is given. Needs numpy. The
outcome depends on the input alone.

The four models stand on each other, so they are learnt one after the other: the features are written anew with the weights
so far (by the test `write_features`), and each model is fitted to its rows:

  paragraph  is it of the story?                       logistic regression, weighted by length, every page counting alike
  run        is it of the story of the main run?       likewise
  headline   which line is it?                         conditional logit among the lines of a page
  line       between headline and end, is it kept?     logistic regression, as for paragraphs
"""
import hashlib, json, re, shlex, shutil, subprocess, sys, unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlparse

import numpy

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "src/extract/text_copy/weights.tsv"
FOLDER = ROOT / "target/text_copies"
HEAD = ("# Weights of what tells the story of a text: model, feature, weight. Made by tools/text_copies/learn.py from pages of the article\n"
        "# extraction benchmark of Scrapinghub (MIT), Fundus (MIT) and WCXB (CC BY 4.0) that were kept as text by make.py beside it, and\n"
        "# from two thirds of our own cases in tests/data/text_copies (not further.txt).\n")

# Weights that are held down, since the copies that are learnt from differ there from those that people have: `laid` has empty lines
# around headings, which browsers write around paragraphs alone.
HIGHEST = {("headline", "gaps around"): 2.0}


def site(row):
    return row.get("site") or ".".join((urlparse(row.get("url") or row["id"]).hostname or row["id"]).split(".")[-2:])


def is_aside(row):
    return int(hashlib.sha256(site(row).encode()).hexdigest(), 16) % 3 == 0


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


def bare(text):
    return "".join(words(text)).casefold()


class Gold:
    """What is known of a page, and which of its lines are of the story."""

    def __init__(self, row):
        self.aside = is_aside(row)
        # How many times the runs of a page count: what follows a box is short, and few pages that are learnt from have it.
        self.weight = row.get("weight", 1)
        self.title = bare(row.get("title") or "")
        self.lines = Counter(bare(line) for line in row["body"].split("\n"))
        all_words = words(row["body"])
        self.shingles = {tuple(all_words[i:i + 4]) for i in range(len(all_words))}

    def holds(self, line):
        own = words(line)
        if len(own) < 6: return bare(line) in self.lines
        runs = [tuple(own[i:i + 4]) for i in range(len(own) - 3)]
        return sum(run in self.shingles for run in runs) > .5 * len(runs)


def dump(cargo):
    command = [*shlex.split(cargo), "test", "--lib", "write_features", "--", "--ignored"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    names, rows = {}, defaultdict(list)
    for row in (FOLDER / "features.tsv").open(encoding="utf8"):
        cells = row.rstrip("\n").split("\t")
        if cells[0] == "names":
            names[cells[1]] = cells[2].split("|")
        else:
            model, name, place, text, values = cells
            rows[model].append((name, place, text, numpy.array(values.split(), dtype=float)))
    return names, rows


def logistic(features, labels, weights, ridge):
    """Weights by Newton's method, the first feature being constant."""
    fitted = numpy.zeros(features.shape[1])
    penalty = numpy.full(features.shape[1], ridge)
    penalty[0] = 0
    for _ in range(40):
        chance = 1 / (1 + numpy.exp(-features @ fitted))
        slope = features.T @ (weights * (labels - chance)) - penalty * fitted
        bend = (features * (weights * chance * (1 - chance))[:, None]).T @ features + numpy.diag(penalty + 1e-6)
        step = numpy.linalg.solve(bend, slope)
        fitted += step
        if abs(step).max() < 1e-6: break
    return fitted


def conditional(groups, ridge):
    """Weights by which the right line of each group stands out (softmax), by Newton's method with steps that never lead down."""
    count = groups[0][0].shape[1]

    def chances(features, fitted):
        odds = features @ fitted
        chance = numpy.exp(odds - odds.max())
        return chance / chance.sum()

    def likelihood(fitted):
        return sum(numpy.log((chances(f, fitted) * r).sum() + 1e-300) for f, r in groups) - ridge / 2 * fitted @ fitted

    fitted = numpy.zeros(count)
    for _ in range(60):
        slope, bend = -ridge * fitted, ridge * numpy.eye(count)
        for features, right in groups:
            chance = chances(features, fitted)
            share = chance * right / max((chance * right).sum(), 1e-300)
            mean = chance @ features
            slope += share @ features - mean
            bend += (features * chance[:, None]).T @ features - numpy.outer(mean, mean)
        step, before = numpy.linalg.solve(bend, slope), likelihood(fitted)
        while likelihood(fitted + step) < before and abs(step).max() > 1e-7: step /= 2
        fitted = fitted + step
        if abs(step).max() < 1e-5: break
    return fitted


def write(names, weights):
    held = lambda model, name, weight: min(weight, HIGHEST.get((model, name), weight))
    rows = [f"{model}\t{name}\t{held(model, name, weight):.2f}\n" for model in names for name, weight in zip(names[model], weights.get(model, []))]
    TABLE.write_text(HEAD + "".join(rows), "utf8")


def table():
    weights = defaultdict(list)
    for row in TABLE.read_text("utf8").splitlines():
        if not row.startswith("#"):
            model, _, weight = row.split("\t")
            weights[model].append(float(weight))
    return weights


def labelled(rows, gold):
    """Features, labels and weights of paragraphs or lines: each as long as it is, each page alike."""
    rows = [row for row in rows if row[0] in gold]
    length = Counter()
    size = lambda text: min(400, 12 + len("".join(words(text))))
    for name, _, text, _ in rows: length[name] += size(text)
    features = numpy.array([values for *_, values in rows])
    labels = numpy.array([float(gold[name].holds(text)) for name, _, text, _ in rows])
    weights = numpy.array([100 * size(text) / length[name] for name, _, text, _ in rows])
    aside = numpy.array([gold[name].aside for name, *_ in rows])
    return features, labels, weights, aside


def tell(model, fitted, features, labels, weights, aside):
    right = ((features @ fitted > 0) == (labels > 0)) * weights
    for side, chosen in (("learnt on", ~aside), ("put aside", aside)):
        if chosen.any(): print(f"{model}, {side}: {right[chosen].sum() / weights[chosen].sum():.4f} right by weight, {chosen.sum()} rows")


def main():
    arguments = sys.argv[1:]
    cargo = "cargo"
    if "--cargo" in arguments:
        at = arguments.index("--cargo")
        cargo = arguments[at + 1]
        del arguments[at:at + 2]
    use_all = "--all" in arguments
    shutil.rmtree(FOLDER / "pages", ignore_errors=True)
    (FOLDER / "pages").mkdir(parents=True)
    gold = {}
    for folder in map(Path, (a for a in arguments if a != "--all")):
        for line in (folder / "gold.jsonl").read_text("utf8").splitlines():
            row = json.loads(line)
            page = folder / "pages" / f"{row['id']}.txt"
            if not row.get("body") or not page.exists(): continue
            name = f"{folder.name}-{row['id']}"
            shutil.copy(page, FOLDER / "pages" / f"{name}.txt")
            gold[name] = Gold(row)
    learns = lambda aside: numpy.ones_like(aside) if use_all else ~aside

    for model in ("paragraph", "run", "headline", "line"):
        names, rows = dump(cargo)
        weights = table()
        if model == "run":
            of = defaultdict(dict)
            for name, place, text, _ in rows["paragraph"]:
                if name in gold: of[name][int(place)] = (len(text), gold[name].holds(text))
            rows["run"] = [row for row in rows["run"] if row[0] in of]
            found = []
            for name, place, _, values in rows["run"]:
                begin, end = map(int, place.split("-"))
                inside = [of[name][at] for at in range(begin, end)]
                whole = sum(n for n, _ in inside) or 1
                found.append((sum(n for n, holds in inside if holds) / whole > .5, gold[name].weight * min(whole, 4000) / 400, gold[name].aside, values))
            labels, weight, aside, features = (numpy.array(x, dtype=t) for x, t in zip(zip(*found), (float, float, bool, float)))
            chosen = learns(aside).astype(bool)
            fitted = logistic(features[chosen], labels[chosen], weight[chosen], 3.0)
            tell(model, fitted, features, labels, weight, aside)
        elif model == "headline":
            pages = defaultdict(list)
            for name, place, text, values in rows["headline"]:
                if name in gold and gold[name].title: pages[name].append((values, float(bare(text) == gold[name].title)))
            groups = [(numpy.array([v for v, _ in lines]), numpy.array([r for _, r in lines]), gold[name].aside) for name, lines in pages.items()]
            groups = [group for group in groups if group[1].any()]
            fitted = conditional([(f, r) for f, r, aside in groups if use_all or not aside], 1.0)
            best = [(f @ fitted).argmax() for f, _, _ in groups]
            for side, flag in (("learnt on", False), ("put aside", True)):
                right = [r[at] for at, (_, r, aside) in zip(best, groups) if aside == flag]
                if right: print(f"headline, {side}: {sum(right) / len(right):.4f} right of {len(right)} pages that hold it")
            # The constant makes the odds those of the best line to be right.
            tops = [((numpy.array([v for v, _ in lines]) @ fitted).max(), max(r for v, r in lines if v @ fitted == max(x @ fitted for x, _ in lines)))
                    for name, lines in pages.items() if use_all or not gold[name].aside]
            odds, right = numpy.array([t for t, _ in tops]), numpy.array([r for _, r in tops])
            fitted[0] = min(numpy.arange(-20, 20, .05), key=lambda c: (right * numpy.logaddexp(0, -odds - c) + (1 - right) * numpy.logaddexp(0, odds + c)).sum())
        else:
            features, labels, weight, aside = labelled(rows[model], gold)
            chosen = learns(aside).astype(bool)
            fitted = logistic(features[chosen], labels[chosen], weight[chosen], 30.0)
            tell(model, fitted, features, labels, weight, aside)
        weights[model] = list(fitted)
        write(names, weights)


if __name__ == "__main__":
    main()
