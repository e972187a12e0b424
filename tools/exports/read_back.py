#!/usr/bin/env python3
"""read_back.py BINARY INDEX: reads the exports of an index with the programs that they are for, by the types that `dateline schema`
prints, and fails where a row, a reference or a type is lost.

Needs duckdb, polars, pyarrow, jsonschema, rispy, bibtexparser (1.x) and citeproc-py. Last run on 2026-11-30 over 1,037 hits with
2.0.1, 2.1.0, 26.0.1, 4.26.0, 0.10.0, 1.4.4 and 0.11.1: everything came back. Parquet is tried where BINARY was built with it.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import bibtexparser
import duckdb
import jsonschema
import polars as pl
import pyarrow as pa
import pyarrow.json
import pyarrow.parquet
import rispy
from citeproc.source.json import CiteProcJSON

WITH = "tags,body,captured,copies"


def main():
    binary, index = sys.argv[1:3]

    def run(*arguments):
        return subprocess.run([binary, *arguments], stdout=subprocess.PIPE, check=True, encoding="utf8").stdout

    def search(form, *options):
        return run("search", "*", "--index", index, "--format", form, *options)

    def schema(*options):
        return run("schema", *options)

    with tempfile.TemporaryDirectory() as folder:
        lines, table = Path(folder) / "hits.jsonl", Path(folder) / "hits.csv"
        lines.write_text(search("jsonl", "--with", WITH), "utf8")
        table.write_text(search("csv"), "utf8")
        hits = [json.loads(line) for line in lines.read_text("utf8").split("\n") if line]
        dated = sum(hit["published"] is not None for hit in hits)
        typed = f"format = 'newline_delimited', columns = {schema('--for', 'duckdb', '--with', WITH)}"
        counted = f"SELECT count(*), count(published.start) FROM read_json('{lines}', {typed}, maximum_object_size = 1000000000)"
        assert duckdb.sql(counted).fetchall() == [(len(hits), dated)]
        typed = f"header = true, columns = {schema('--for', 'duckdb', '--of', 'csv')}"
        assert duckdb.sql(f"SELECT count(*), count(published) FROM read_csv('{table}', {typed})").fetchall() == [(len(hits), dated)]
        frame = pl.read_ndjson(lines, schema=eval(schema("--for", "polars", "--with", WITH)))
        assert (frame.height, frame["published"].struct.field("start").null_count()) == (len(hits), len(hits) - dated)
        types = eval(schema("--for", "arrow", "--with", WITH), {"pa": pa})
        options = pyarrow.json.ParseOptions(explicit_schema=types, unexpected_field_behavior="error")
        assert pyarrow.json.read_json(lines, pyarrow.json.ReadOptions(block_size=1 << 27), options).num_rows == len(hits)
        types_of = lambda program: schema("--for", program, "--of", "parquet", "--with", WITH)
        parquet = Path(folder) / "hits.parquet"
        command = [binary, "search", "*", "--index", index, "--format", "parquet", "--with", WITH]
        with parquet.open("wb") as out:
            written = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, encoding="utf8")
        if has_parquet := "built without" not in written.stderr:
            rows = pyarrow.parquet.read_table(parquet)
            assert rows.schema.equals(eval(types_of("arrow"), {"pa": pa}))
            same = lambda row, hit: all(row[key] == hit[key] for key in ("article_id", "title", "body", "tags", "authors", "url"))
            assert len(rows) == len(hits) and all(map(same, rows.to_pylist(), hits))
            told = duckdb.sql(f"DESCRIBE SELECT * FROM '{parquet}'").fetchall()
            named = types_of("duckdb").replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE")
            assert {column[0]: column[1] for column in told} == eval(named)
            assert pl.read_parquet(parquet).schema == pl.Schema(eval(types_of("polars")))
    validator = jsonschema.Draft202012Validator(json.loads(schema("--for", "json-schema", "--with", WITH)))
    for hit in hits:
        validator.validate(hit)
    assert [record["id"] for record in rispy.loads(search("ris"))] == [hit["id"] for hit in hits]
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    assert len(bibtexparser.loads(search("bibtex"), parser=parser).entries) == len(hits)
    assert len(CiteProcJSON(json.loads(search("csl-json")))) == len(hits)
    print(f"{len(hits)} hits, all read back" + ("" if has_parquet else "; this build writes no Parquet"))


if __name__ == "__main__":
    main()
