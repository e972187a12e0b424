#!/usr/bin/env bash
# "To investigate Germany" in a text from Taipei has Chad in it, once OpenCC has made it a text of Beijing; the other way "pay more
# tax" has Ghana.
#
# One would guess: a converter that knows the other place's words (tw2sp, s2twp), names of countries among them, looks for words;
#                  letters that only stand side by side are left as they are.
# What happens:    it takes the longest entry of its list at each place, and Chinese has no blanks. 調查德國 (to investigate Germany)
#                  has 查德 in it, which is Chad in Taiwan: 调乍得国. 檢查德國 (to inspect) fares alike. 大多數位於 (for the most part
#                  in) has 數位, digital: 大多数字于, "most numerals". The other way 增加纳税 (to pay more tax) has 加纳, Ghana: 增迦納稅;
#                  谁也门儿清 has Yemen. With the modes that change letters only (tw2s, s2tw) all is well. zhconv, with another
#                  list, goes wrong with Yemen only, also in 茶葉門市 (a tea shop), where OpenCC does too.
# Why it matters:  papers are shown in both forms this way, and both are put into one index. The story about Germany is gone from a
#                  search for Germany and found in one for Chad; nothing is logged. Convert letters for the index, and words for
#                  nobody but a reader who sees the original.
# Seen with:       OpenCC 1.4.2, opencc-js 1.4.2 (npm), zhconv 1.4.3, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check opencc==1.4.2 zhconv==1.4.3
npm install --silent --no-audit --no-fund --prefix "$folder" opencc-js@1.4.2 >/dev/null
cat >"$folder/convert.mjs" <<'NODE'
import { Converter } from "opencc-js";
const ways = { tw2sp: Converter({ from: "twp", to: "cn" }), s2twp: Converter({ from: "cn", to: "twp" }) };
console.log(JSON.stringify(JSON.parse(process.argv[2]).map(([way, text]) => ways[way](text))));
NODE
"$folder/env/bin/python" -W ignore - "$folder" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys

import opencc
import zhconv

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("opencc", "zhconv")))
LETTERS_ONLY = {"tw2sp": "tw2s", "s2twp": "s2tw"}
cases = [  # way, text, by letters alone, by words, by zhconv
    ("tw2sp", "調查德國", "调查德国", "调乍得国", "调查德国"),
    ("tw2sp", "檢查德國商品", "检查德国商品", "检乍得国商品", "检查德国商品"),
    ("tw2sp", "大多數位於北部", "大多数位于北部", "大多数字于北部", "大多数位于北部"),
    ("tw2sp", "茶葉門市", "茶叶门市", "茶也门市", "茶也门市"),
    ("s2twp", "增加纳税", "增加納稅", "增迦納稅", "增加納稅"),
    ("s2twp", "谁也门儿清", "誰也門兒清", "誰葉門兒清", "誰葉門兒清"),
]
done = subprocess.run(["node", f"{sys.argv[1]}/convert.mjs", json.dumps([case[:2] for case in cases])], capture_output=True, text=True, check=True)
for (way, text, letters, words, other), in_node in zip(cases, json.loads(done.stdout)):
    found = [opencc.OpenCC(name).convert(text) for name in (LETTERS_ONLY[way], way)]
    by_zhconv = zhconv.convert(text, "zh-cn" if way == "tw2sp" else "zh-tw")
    print(way, text, "letters:", found[0], "words:", found[1], "opencc-js:", in_node, "zhconv:", by_zhconv)
    assert (*found, in_node, by_zhconv) == (letters, words, words, other)
for country, name in (("查德", "乍得"), ("葉門", "也门")):
    assert opencc.OpenCC("tw2sp").convert(country) == name
assert opencc.OpenCC("s2twp").convert("加纳") == "迦納"
print("as the head says")
PYTHON
