#!/usr/bin/env bash
# uroman, which puts all scripts into Latin letters, has Sichuan as 4chuan, Chiba as 1000ye, Samsung as 3xing; 2025, written in
# Chinese, loses its zero.
#
# One would guess: names come out by their sound, 四川 as sichuan, as its manual has Νεπάλ as Nepal; numbers that stand alone come out in
#                  figures, 二〇二五年 as 2025nian.
# What happens:    every sign that can be a number is one, inside names too: 三亚 (Sanya) is 3ya, 九龙 (Kowloon) 9long, 千葉 (Chiba) 1000ye, the
#                  surname 五十嵐 50lan, the given name of 张三 is joined to it as zhang3. 百度 (Baidu) and 万科 are by sound. The year
#                  1945 is 1·9·4·5, and of 2025 there is left 2·2·5. Given the language (lcode "zho") it is the same.
# Why it matters:  its manual names the comparing of texts across scripts as its use. A search for Sichuan does not find "4chuan", and
#                  years written with 〇, as all since 2000 are, lose a figure. Turn names by a list first.
# Seen with:       uroman 1.3.1.1 (regex 2026.11.19), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --no-compile --target "$folder/lib" uroman==1.3.1.1 regex==2026.11.19
PYTHONPATH="$folder/lib" python3 -W ignore - <<'PYTHON'
import importlib.metadata

import uroman

print("uroman", importlib.metadata.version("uroman"))
romanizer = uroman.Uroman()
for text, expected in (
    ("四川", "4chuan"),
    ("三亚", "3ya"),
    ("九龙", "9long"),
    ("三星", "3xing"),
    ("千葉", "1000ye"),
    ("五十嵐", "50lan"),
    ("张三", "zhang3"),
    ("百度", "baidu"),
    ("一九四五", "1·9·4·5"),
    ("二〇二五年十月十五日", "2·2·5nian10yue15ri"),
):
    found = [romanizer.romanize_string(text), romanizer.romanize_string(text, lcode="zho")]
    print(f"{text}: {found}")
    assert found == [expected, expected]
print("as the head says")
PYTHON
