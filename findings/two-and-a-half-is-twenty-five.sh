#!/usr/bin/env bash
# "Inflation at 2.5 per cent" and "Inflation at 25 per cent" have one address in github-slugger; in German, Spanish or French they have
# one in python-slugify and in npm's slugify too.
#
# One would guess: what makes an address of a headline puts a hyphen where a sign was: 2-5, as @sindresorhus/slugify does; two
#                  headlines that differ in a figure have two addresses.
# What happens:    python-slugify and slugify take the comma out between digits, as if it parted thousands, whatever the
#                  language: "2,5 Prozent" is 25-prozent. github-slugger, by which Markdown's headings get their anchors, takes out
#                  full stops as well: 2.5 is 25, 8.30 Uhr is 830. "3½ hours" is 31-2-hours in python-slugify and 3-hours in the three
#                  others.
# Why it matters:  rates, results and polls are headlines that differ in their figures only. The second story replaces the first
#                  or its link leads there, and whoever reads figures out of addresses reads ten times as much.
# Seen with:       python-slugify 9.2.0 with text-unidecode 1.3; npm: slugify 1.6.9, github-slugger 2.0.0, @sindresorhus/slugify
#                  3.0.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --target "$folder/lib" python-slugify==9.2.0 text-unidecode==1.3
npm install --silent --no-audit --no-fund --prefix "$folder" slugify@1.6.9 github-slugger@2.0.0 @sindresorhus/slugify@3.0.1 >/dev/null
cat >"$folder/slugs.mjs" <<'NODE'
import slugify from "slugify";
import { slug } from "github-slugger";
import sindresorhus from "@sindresorhus/slugify";
const lower = (text) => slugify(text, { lower: true });
console.log(JSON.stringify(JSON.parse(process.argv[2]).map((text) => [lower(text), slug(text), sindresorhus(text)])));
NODE
PYTHONPATH="$folder/lib" python3 - "$folder" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys

from slugify import slugify

print("python-slugify", importlib.metadata.version("python-slugify"))
for name in ("slugify", "github-slugger", "@sindresorhus/slugify"):
    with open(f"{sys.argv[1]}/node_modules/{name}/package.json", encoding="utf-8") as about:
        print(name, json.load(about)["version"])
expected = {
    "Inflation 25 Prozent": ["inflation-25-prozent"] * 4,
    "Inflation 2,5 Prozent": ["inflation-25-prozent"] * 3 + ["inflation-2-5-prozent"],
    "Inflation 2.5 per cent": ["inflation-2-5-per-cent", "inflation-2.5-per-cent", "inflation-25-per-cent", "inflation-2-5-per-cent"],
    "3½ hours": ["31-2-hours", "3-hours", "3-hours", "3-hours"],
}
done = subprocess.run(["node", f"{sys.argv[1]}/slugs.mjs", json.dumps(list(expected))], capture_output=True, text=True, check=True)
for (headline, slugs), others in zip(expected.items(), json.loads(done.stdout)):
    found = [slugify(headline), *others]
    print(f"{headline}: {found}")
    assert found == slugs
print("as the head says")
PYTHON
