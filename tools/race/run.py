#!/usr/bin/env python3
"""The race of dateline with Lucene: the same texts, the same questions, one thread each, in turns.

    tools/race/run.py [PAGES] [FOLDER]

Makes PAGES pages (30,000) of `generate_archive` in FOLDER (race), indexes them with both, and prints for each kind of question the
median of Lucene's times by dateline's, and how many hits both found. Needs a JDK 21 or newer (`JAVA_HOME`), Maven, and about
60 KB of disk a page. What is there already is not made again.
"""

import collections
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RELEASE = HERE.parent.parent / "target" / "release"
ROUNDS = 9
TURNS = 3
QUESTIONS = 30
ONE_THREAD = {**os.environ, "RAYON_NUM_THREADS": "1"}


def main():
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "race").resolve()
    folder.mkdir(exist_ok=True)
    java = java_home() / "bin"
    run("cargo", "build", "--release", "--bin", "dateline", "--example", "generate_archive", "--example", "race", cwd=HERE)
    archive, texts, questions = folder / "pages", folder / "texts.tsv", folder / "questions.tsv"
    if not archive.exists():
        run(RELEASE / "examples" / "generate_archive", pages, archive, 7)
    if not texts.exists():
        write_texts(archive, texts)
        questions.write_text("".join("\t".join(question) + "\n" for question in drawn(texts)))
    if not (folder / "ours").exists():
        run(RELEASE / "dateline", "index", archive, "--index", folder / "ours", stdout=subprocess.DEVNULL)
    jars, classes = folder / "jars", folder / "classes"
    if not jars.exists():
        run("mvn", "-q", "-f", HERE / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={jars}")
    run(java / "javac", "-d", classes, "-cp", f"{jars}/*", HERE / "Race.java")
    lucene = [java / "java", "-cp", f"{classes}:{jars}/*", "Race"]
    if not (folder / "theirs").exists():
        run(*lucene, "index", texts, folder / "theirs")
    ours = [RELEASE / "examples" / "race", folder / "ours", questions]
    for mode in ["bare", "full"]:
        answers = collections.defaultdict(list)
        for _ in range(TURNS):
            for name, command in [("ours", [*ours, mode, ROUNDS]), ("theirs", [*lucene, "search", folder / "theirs", questions, mode, ROUNDS])]:
                answers[name].append(answered(command))
        print_table(mode, answers)


def java_home():
    """The folder of a JDK."""
    home = os.environ.get("JAVA_HOME") or pathlib.Path(shutil.which("javac") or sys.exit("set JAVA_HOME to a JDK")).resolve().parent.parent
    return pathlib.Path(home)


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def write_texts(archive, texts):
    """The articles as dateline reads them, so that both hold the same words."""
    read = subprocess.Popen([str(RELEASE / "dateline"), "extract", "--format", "jsonl", str(archive)], stdout=subprocess.PIPE, text=True)
    with texts.open("w") as out:
        for line in read.stdout:
            article = json.loads(line)
            countries = ",".join(label["code"] for label in article["countries"])
            year = ((article["published"] or {}).get("start") or "")[:4]
            cells = [article["title"] or "", article["body"] or "", countries, year]
            out.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")
    if read.wait() not in (0, 2):
        sys.exit("dateline extract failed")


def drawn(texts):
    """Questions of ten kinds, drawn from the texts; the same in every run."""
    dice = random.Random(7)
    with texts.open() as lines:
        bodies = [line.split("\t")[1] for line in lines]
    sample = dice.sample(bodies, min(2_000, len(bodies)))
    cut = lambda body: [word.lower() for word in body.split() if word.isalpha() and word.isascii()]
    found = collections.Counter(word for body in sample for word in set(cut(body)))
    by_count = [word for word, _ in found.most_common()]
    common, rare = by_count[:60], [word for word in by_count if found[word] <= 3]
    for _ in range(QUESTIONS):
        words = []
        while len(words) < 20:
            words = cut(dice.choice(sample))
        at = dice.randrange(len(words) - 17)
        here = words[at : at + 17]
        lasting = [word for word in here if len(word) > 3] or here
        yield "rare word", "any", dice.choice(rare)
        yield "common word", "any", dice.choice(common)
        yield "two words", "all", " ".join(here[:2])
        yield "three words", "all", " ".join(here[:3])
        yield "17 words, any", "any", " ".join(here)
        yield "phrase", "phrase", " ".join(here[:3])
        yield "phrase of common words", "phrase", " ".join(dice.sample(common[:20], 2))
        yield "near", "near", " ".join([here[0], here[2]])
        yield "prefix", "prefix", lasting[0][:4]
        yield "fuzzy", "fuzzy", lasting[0]


def answered(command):
    """The least time and the count of each question, in order, with its kind."""
    out = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, env=ONE_THREAD).stdout
    return [(kind, float(time), int(count)) for kind, time, count in (line.split("\t") for line in out.splitlines())]


def print_table(mode, answers):
    """Lucene's time by dateline's, of each kind: the median of its questions, each by its least time of all turns."""
    print(f"\n{mode}\n{'kind':<24}{'ours, ms':>10}{'Lucene, ms':>12}{'ratio':>8}{'hits':>12}{'Lucene':>12}")
    kinds = collections.defaultdict(list)
    for ours, theirs in zip(zip(*answers["ours"]), zip(*answers["theirs"])):
        kinds[ours[0][0]].append((min(turn[1] for turn in ours), min(turn[1] for turn in theirs), ours[0][2], theirs[0][2]))
    for kind, rows in kinds.items():
        ours, theirs = (statistics.median(row[side] for row in rows) for side in (0, 1))
        hits = [sum(row[side] for row in rows) for side in (2, 3)]
        print(f"{kind:<24}{ours:>10.2f}{theirs:>12.2f}{theirs / ours:>8.2f}{hits[0]:>12}{hits[1]:>12}")


if __name__ == "__main__":
    main()
