"""Reads an archive on many machines: `dateline extract` over its files, spread by Spark.

    spark-submit examples/spark/read.py ARCHIVE OUT [--dateline PROGRAM] [--files-a-task N]

ARCHIVE is a folder that every machine sees at the same place, with pages, WARC files or whatever else dateline reads. OUT is made: its
folder `articles` has one article a line, which `dateline index` and `dateline export --records` take, and `errors` what could not be read.

Reading knows nothing of other files, so any machine may read any of them. What does need the whole archive (copies of a story,
the order of day and month that a site writes, the words) is worked out where it is indexed.
"""

import argparse
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyspark import StorageLevel
from pyspark.sql import SparkSession

# So many files are given to one process.
FILES_AT_ONCE = 200


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("archive", type=Path)
    options.add_argument("out", help="a folder for the results, on a file system that Spark writes to")
    options.add_argument("--dateline", default="dateline", help="the program, as every machine has it")
    options.add_argument("--files-a-task", type=int, default=1_000)
    given = options.parse_args()

    archive = given.archive.resolve()
    files = files_below(archive)
    spark = SparkSession.builder.appName("dateline extract").getOrCreate()
    tasks = max(1, -(-len(files) // given.files_a_task))
    told = (
        spark.sparkContext.parallelize(files, tasks)
        .mapPartitions(lambda some: read(given.dateline, archive.parent, some))
        .persist(StorageLevel.DISK_ONLY)
    )
    articles = told.filter(lambda one: one[0] == "article").values()
    errors = told.filter(lambda one: one[0] == "error").values()
    articles.saveAsTextFile(f"{given.out}/articles")
    errors.saveAsTextFile(f"{given.out}/errors")
    print(f"{len(files)} files: {articles.count()} articles, {errors.count()} lines of errors")
    spark.stop()


def files_below(archive: Path) -> list[str]:
    """All files of the archive, named from the folder that it lies in."""
    found = []
    for folder, _, names in os.walk(archive):
        found += [os.path.relpath(os.path.join(folder, name), archive.parent) for name in names]
    return sorted(found)


def read(program: str, start: Path, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is read out of files.

    An article without an address has its id from its file's name as seen from the archive, so the program runs where the archive
    lies, and ids are those that an index of the folder has.
    """
    files = list(files)
    for first in range(0, len(files), FILES_AT_ONCE):
        some = files[first : first + FILES_AT_ONCE]
        done = subprocess.run([program, "extract", "--format", "jsonl", "--", *some], cwd=start, capture_output=True)
        # 0: all was read; 1: there is no article; 2: some could not be read, which is told.
        if done.returncode not in (0, 1, 2):
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stderr[-2000:].decode(errors='replace')}")
        # Only a line feed ends a record: a text may hold the other signs that end lines.
        for kind, lines in (("article", done.stdout), ("error", done.stderr)):
            yield from ((kind, line.decode(errors="replace")) for line in lines.split(b"\n") if line)


if __name__ == "__main__":
    main()
