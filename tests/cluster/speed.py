#!/usr/bin/env python3
"""How fast a cluster is through dateline, beside the cluster alone.

    speed.py DATELINE CLUSTER FOLDER [--articles 100000 | --archive RECORDS] [--exports 3] [--questions 60] [--known-words]

CLUSTER is the address of a node, FOLDER a place for the made-up archive, its index and its files; what is there is used again. RECORDS is
an archive of yours instead: JSON lines with `text`. Three tables: the export beside files that are ready, sent by as many connections; questions by kind, through `dateline serve`, beside a plain
`match` of the same words with the same totals and facets; and what an article takes. Both sides are asked in turns, each question once. A served
archive keeps the words that it has looked up: with --known-words they have been.
"""

import argparse
import concurrent.futures
import gzip
import http.client
import itertools
import json
import random
import socket
import statistics
import subprocess
import time
import urllib.parse
from pathlib import Path

NAME = "speed"
FACETS = ["country", "topic", "site"]
SYLLABLES = "ba bra ca ce con da del den di en er fa fi ga gra ha hol im ka lan li lo mar me mi na nor or par pe per ra ri sa sen si sol ta ter ti tor tra un va vo wa".split()
PLACES = "Syria Russia Kenya Peru Norway Vietnam Canada Morocco Poland Jakarta Bogota Ankara Canberra Dakar Berlin Tokyo".split()
SUBJECTS = ["the election", "the football final", "a new vaccine", "the stock market", "an earthquake", "the trial", "a film festival", "the strike"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dateline", type=Path)
    options.add_argument("cluster")
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--archive", type=Path)
    options.add_argument("--exports", type=int, default=3, help="rounds; 0 exports once and compares nothing")
    options.add_argument("--questions", type=int, default=60, help="of each kind")
    options.add_argument("--known-words", action="store_true", help="each question's words are looked up before it is timed")
    options.add_argument("--shards", type=int, default=3)
    options.add_argument("--replicas", type=int, default=1)
    given = options.parse_args()
    given.dateline = given.dateline.resolve()
    given.folder.mkdir(parents=True, exist_ok=True)

    archive = given.archive or given.folder / f"{given.articles}.jsonl"
    if not archive.exists():
        write_archive(archive, given.articles)
    index = given.folder / f"{archive.stem}.index"
    run(given, "index", archive, "--index", index)
    exports(given, index)
    questions(given, archive)
    sizes(given)


# ---- the archive ----------------------------------------------------------------------------------------------------


def write_archive(path, count):
    """Short articles of 70 words that follow Zipf's law; one in twenty is another site's copy of the one before."""
    dice = random.Random(7)
    words = sorted({"".join(dice.choices(SYLLABLES, k=k)) for k in (2, 3, 4) for _ in range(30_000)})
    dice.shuffle(words)
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    part = path.with_suffix(".part")
    with open(part, "w") as out:
        for number in range(count):
            if number % 20 != 19:
                text = dice.choices(words, cum_weights=weights, k=70)
                text[dice.randrange(70)] = dice.choice(PLACES)
                sentences = [" ".join(text[at : at + 10]) for at in range(0, 70, 10)]
                sentences = [sentence[0].upper() + sentence[1:] for sentence in sentences]
                body = ". ".join(sentences) + f". It was {dice.choice(SUBJECTS)}."
                title = " ".join(dice.choices(words, cum_weights=weights, k=7)).capitalize()
            # Of the same day as what it copies: the same words a year later would be another story.
            of_day = number - 1 if number % 20 == 19 else number
            day = f"{2005 + of_day % 20}-{1 + of_day // 20 % 12:02}-{1 + of_day // 240 % 28:02}"
            site = f"paper{dice.randrange(200)}.example"
            record = {"url": f"https://{site}/{number}", "title": title, "text": body, "date": day, "lang": "en"}
            out.write(json.dumps(record) + "\n")
    part.rename(path)


# ---- the export -----------------------------------------------------------------------------------------------------


def exports(given, index):
    whole = ["--cluster", given.cluster, "--name", NAME, "--shards", given.shards, "--replicas", given.replicas]
    ours, theirs = [], []
    if given.exports:
        files = index.with_suffix(".bulk")
        if not files.exists():
            layout = ["--shards", given.shards, "--replicas", given.replicas]
            run(given, "export", "--index", index, "--format", "bulk", "--to", files, *layout)
        packed = {kind: [gzip.compress(file.read_bytes(), 1) for file in sorted(files.glob(f"{kind}-*.ndjson"))] for kind in ("articles", "words")}
    for _ in range(given.exports):
        forget(given)
        theirs.append(timed(lambda: load(given, files, packed)))
        forget(given)
        ours.append(timed(lambda: run(given, "export", "--index", index, *whole)))
    if not given.exports:
        forget(given)
        ours.append(timed(lambda: run(given, "export", "--index", index, *whole)))
    articles = ask(given, "GET", f"/{NAME}/_count")["count"]
    print(f"\nexport of {articles:,} articles, {given.shards} shards, {given.replicas} replicas: {shown(ours)} s")
    if theirs:
        ratios = [one / other for one, other in zip(theirs, ours)]
        print(f"files that are ready: {shown(theirs)} s; speed of the export by theirs: {shown(ratios)}")


def load(given, files, packed):
    """The files by two connections, as an export sends them."""
    for kind, index in (("articles", f"{NAME}-1"), ("words", f"{NAME}-words-1")):
        ask(given, "PUT", f"/{index}", json.loads((files / f"{kind}.json").read_text()))
        headers = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
        parts = [packed[kind][0::2], packed[kind][1::2]]

        def send(bodies):
            connection = http.client.HTTPConnection(urllib.parse.urlsplit(given.cluster).netloc)
            for body in bodies:
                while True:
                    connection.request("POST", f"/{index}/_bulk", body, headers)
                    answer = connection.getresponse()
                    told = json.loads(answer.read())
                    if answer.status != 429:
                        break
                    time.sleep(0.5)
                assert answer.status == 200 and not told["errors"], str(told)[:500]

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(send, parts))
        ask(given, "POST", f"/{index}/_refresh")


def forget(given):
    for index in (f"{NAME}-1", f"{NAME}-2", f"{NAME}-words-1", f"{NAME}-words-2"):
        ask(given, "DELETE", f"/{index}?ignore_unavailable=true")


# ---- questions ------------------------------------------------------------------------------------------------------


def match(words, operator="and"):
    return {"multi_match": {"query": " ".join(words), "fields": ["title", "body"], "type": "cross_fields", "operator": operator}}


def kinds(draw):
    """Each kind: its name, the wanted ratio, how many hits; a question's text and the plain query of the same words."""
    word, two, run, place, year = draw.word, draw.words, draw.run, draw.place, draw.year
    filtered = lambda words, *more: {"bool": {"must": [match(words)], "filter": list(more)}}
    country = lambda code: {"term": {"country": f"/{code}"}}
    in_year = lambda number: {"range": {"start": {"gte": seconds(number), "lt": seconds(number + 1)}}}

    def one_word():
        one = word()
        return one, match([one])

    def all_of():
        words = two(2)
        return " ".join(words), match(words)

    def any_of():
        words = two(5)
        return " OR ".join(words), match(words, "or")

    def phrase():
        words = run(2)
        return f'"{" ".join(words)}"', match(words)

    def near():
        words = run(4)
        return f"{words[0]} NEAR/5 {words[3]}", match([words[0], words[3]])

    def prefix():
        one = word()[:5]
        return f"{one}*", {"multi_match": {"query": one, "fields": ["title", "body"], "type": "phrase_prefix", "max_expansions": 200}}

    def of_country():
        one, (name, code) = word(), place()
        return f"{one} country:{code.lower()}", filtered([one], country(code))

    def of_year():
        one, number = word(), year()
        return f"{one} date:{number}", filtered([one], in_year(number))

    def filters_alone():
        (name, code), number = place(), year()
        return f"country:{code.lower()} date:{number}", {"bool": {"filter": [country(code), in_year(number)]}}

    return [
        ("one word", 3, 10, one_word), ("two words", 3, 10, all_of), ("any of five", 3, 10, any_of), ("phrase", 3, 10, phrase),
        ("NEAR/5", 3, 10, near), ("prefix", 3, 10, prefix), ("word and country", 1.5, 10, of_country), ("word and year", 1.5, 10, of_year),
        ("country and year", 1.5, 10, filters_alone), ("count of a word", 1.5, 0, one_word), ("count of two words", 1.5, 0, all_of),
    ]


def seconds(year):
    return (year - 1970) * 31_556_952 // 86_400 * 86_400


class Draw:
    """Words as often as the archive has them."""

    CODES = {"Syria": "SY", "Russia": "RU", "Kenya": "KE", "Peru": "PE", "Norway": "NO", "Vietnam": "VN", "Canada": "CA", "Poland": "PL"}

    def __init__(self, archive):
        self.dice = random.Random(11)
        with open(archive) as lines:
            step = max(1, sum(1 for _ in lines) // 5_000)
        with open(archive) as lines:
            lines = itertools.islice(lines, 0, None, step)
            every = (json.loads(line)["text"].lower().split()[:70] for line in lines)
            words = ([word.strip(".") for word in text if word.strip(".").isalpha()] for text in every)
            # The same number of texts from any archive, and of all parts of it.
            self.texts = self.dice.sample([text for text in words if len(text) > 20], 1_000)

    def run(self, count):
        text = self.dice.choice(self.texts)
        at = self.dice.randrange(1, len(text) - count)
        return text[at : at + count]

    def word(self):
        return self.run(1)[0]

    def words(self, count):
        return [self.word() for _ in range(count)]

    def place(self):
        return self.dice.choice(sorted(self.CODES.items()))

    def year(self):
        return 2005 + self.dice.randrange(20)


def questions(given, archive):
    draw = Draw(archive)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = subprocess.Popen([given.dateline, "serve", "--port", str(port), "--cluster", given.cluster, "--name", NAME], stdout=subprocess.DEVNULL)
    try:
        ours = http.client.HTTPConnection("127.0.0.1", port)
        theirs = http.client.HTTPConnection(urllib.parse.urlsplit(given.cluster).netloc)
        wait_for(port)
        print("\n| kind | dateline p50, p95, p99 | plain match | ratio of p50, p95 | wanted |\n|--|--|--|--|--|")
        for name, wanted, hits, make in kinds(draw):
            times = ([], [])
            for number in range(given.questions + 5):
                text, plain = make()
                body = {"size": hits, "track_total_hits": True, "query": plain}
                body["aggs"] = {facet: {"terms": {"field": facet, "size": 1_000}} for facet in FACETS}
                facets = [("facet", facet) for facet in FACETS]
                if hits == 0:
                    del body["aggs"]
                    facets = [("facet", "none")]
                asked = urllib.parse.urlencode([("q", text), ("limit", hits), *facets])
                pair = [
                    lambda: request(ours, "GET", f"/api/v1/search?{asked}"),
                    lambda: request(theirs, "POST", f"/{NAME}/_search?request_cache=false", json.dumps(body)),
                ]
                if given.known_words:
                    elsewhere = urllib.parse.urlencode([("q", f"({text}) date:1850"), ("limit", 0), ("facet", "none")])
                    request(ours, "GET", f"/api/v1/search?{elsewhere}")
                # The first are for warming up; and who comes first changes, as the second finds pages in memory.
                for side in (0, 1) if number % 2 else (1, 0):
                    took = timed(pair[side])
                    if number >= 5:
                        times[side].append(took)
            (p50, p95, p99), (q50, q95, q99) = map(percentiles, times)
            print(f"| {name} | {p50:.1f} {p95:.1f} {p99:.1f} ms | {q50:.1f} {q95:.1f} {q99:.1f} ms | {p50 / q50:.2f} {p95 / q95:.2f} | {wanted} |", flush=True)
    finally:
        serve.terminate()


def wait_for(port):
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
    raise SystemExit("dateline serve did not come up")


def percentiles(times):
    at = statistics.quantiles([1000 * took for took in times], n=100, method="inclusive")
    return at[49], at[94], at[98]


# ---- sizes ----------------------------------------------------------------------------------------------------------


def sizes(given):
    told = ask(given, "GET", f"/{NAME},{NAME}-words/_stats/store,segments,docs?level=indices")["indices"]
    articles = told[f"{NAME}-1"]["primaries"]["docs"]["count"]
    print()
    for index, of in sorted(told.items()):
        docs, store = of["primaries"]["docs"]["count"], of["primaries"]["store"]["size_in_bytes"]
        print(f"{index}: {docs:,} documents, {store / 1e6:,.0f} MB in primaries, {store / articles:,.0f} bytes an article")
    for node in ask(given, "GET", "/_nodes/stats/jvm,process")["nodes"].values():
        heap = node["jvm"]["mem"]
        after = [pool for name, pool in heap["pools"].items() if name == "old"]
        old = after[0]["used_in_bytes"] / 1e6 if after else 0
        print(f"{node['name']}: heap {heap['heap_used_in_bytes'] / 1e6:,.0f} of {heap['heap_max_in_bytes'] / 1e6:,.0f} MB, old generation {old:,.0f} MB")


# ---- asking ---------------------------------------------------------------------------------------------------------


def run(given, *arguments):
    subprocess.run([given.dateline, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def request(connection, method, path, body=None):
    connection.request(method, path, body, {"content-type": "application/json"} if body else {})
    answer = connection.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {told[:500]!r}")
    return told


def ask(given, method, path, body=None):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(given.cluster).netloc)
    return json.loads(request(connection, method, path, None if body is None else json.dumps(body)))


def timed(act):
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def shown(values):
    return ", ".join(f"{value:.2f}" for value in values)


if __name__ == "__main__":
    main()
