#!/usr/bin/env bash
# "The harbour is <b>not</b> open", in Chinese, is open for Resiliparse: a tag around one Chinese character loses it.
#
# One would guess: an extractor of main content chooses blocks; the words inside a sentence that it keeps are all there.
# What happens:    with main_content=True a piece of text that is one character of three bytes in UTF-8 is dropped without a
#                  trace: Chinese, Japanese, Korean, Hindi, Thai, Georgian, also a euro sign. 港口<b>不</b>开放 (not open) is
#                  港口开放. A number in a table, <td>三</td>, is an empty cell. A word with its sound printed above each
#                  character, as in Japanese news for learners, loses the word and keeps the sound: 東京 is とうきょう.
#                  Letters of one, two or four bytes are kept, and so are two characters together, and all of it with
#                  main_content=False.
# Why it matters:  in these scripts one character is a word: not, none, one to ten, man, woman, the name of a country. Corpora
#                  of web text are made with this call. The sentence stays whole to the eye, and may say the opposite.
# Seen with:       Resiliparse 2.0.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check resiliparse==2.0.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

from resiliparse.extract.html2text import extract_plain_text

print("resiliparse", importlib.metadata.version("resiliparse"))
more = "市政府星期一宣布，住在岛上的人们正在等待新的时刻表，码头的工作已经完成了。" * 3


def read(piece, main_content=True):
    page = (f"<html><head><title>港口</title></head><body><article><h1>港口</h1><p>{more}</p><p>他们说：{piece}。{more}</p>"
            f"<p>{more}</p></article></body></html>")
    text = extract_plain_text(page, main_content=main_content)
    start = text.index("他们说：") + len("他们说：")
    return text[start:text.index("。", start)]


expected = {
    "港口<b>不</b>开放": "港口开放",
    "港口<em>未</em>开放": "港口开放",
    "港口<a href='/no'>不</a>开放": "港口开放",
    "港口<b>不是</b>开放": "港口不是开放",
    "死者<strong>三</strong>人": "死者人",
    "死者<strong>3</strong>人": "死者3人",
    "<ruby>東<rt>とう</rt></ruby><ruby>京<rt>きょう</rt></ruby>": "とうきょう",
    "<ruby>二<rt>に</rt></ruby><ruby>人<rt>にん</rt></ruby>": "にん",
}
for piece, value in expected.items():
    print(f"{piece}: {read(piece)}, without the choice of main content: {read(piece, main_content=False)}")
    assert read(piece) == value
    assert all(sign in read(piece, main_content=False) for sign in "不未三二人東京" if sign in piece)

for letter in "中あ한नกა€éиא𠮷":
    kept = read(f"甲<b>{letter}</b>乙") != "甲乙"
    print(f"{letter} ({len(letter.encode())} bytes): {'kept' if kept else 'dropped'}")
    assert kept == (len(letter.encode()) != 3)

table = "<table><tr><td>男</td><td>三</td></tr><tr><td>女性</td><td>15</td></tr></table>"
page = f"<html><body><article><h1>港口</h1><p>{more}</p>{table}<p>{more}</p></article></body></html>"
text = extract_plain_text(page, main_content=True)
print("of the table's four cells are left:", [cell for cell in ("男", "三", "女性", "15") if cell in text])
assert "男" not in text and "三" not in text and "女性" in text and "15" in text
print("as the head says")
PYTHON
