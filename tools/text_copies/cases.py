#!/usr/bin/env python3
"""Writes the cases of tests/data/text_copies as copies that learn.py takes: pages/*.txt and gold.jsonl.

usage: cases.py OUT

Every third case of a file is left out, and all of further.txt: they are put aside. A run of these pages counts 25-fold.
"""
import json, sys
from pathlib import Path

CASES = Path(__file__).resolve().parents[2] / "tests/data/text_copies"


def main():
    out = Path(sys.argv[1])
    (out / "pages").mkdir(parents=True, exist_ok=True)
    with open(out / "gold.jsonl", "w", encoding="utf8") as gold:
        for path in sorted(CASES.glob("*.txt")):
            if path.stem == "further": continue
            for number, case in enumerate(path.read_text("utf8").split("==== ")[1:]):
                if number % 3 == 2: continue
                head, text = case.split("\n----\n", 1)
                fields = dict(line.split(": ", 1) for line in head.splitlines()[1:] if ": " in line)
                lines = text.splitlines()
                body = "\n".join(line[1:].strip() for line in lines if line.startswith("§"))
                name = f"{path.stem}-{number}"
                page = "\n".join(line[1:] if line.startswith(("§", "?")) else line for line in lines)
                (out / "pages" / f"{name}.txt").write_text(page, "utf8")
                title = fields.get("title")
                row = {"id": name, "site": name, "title": None if title in ("none", "?") else title, "body": body, "weight": 25}
                gold.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
