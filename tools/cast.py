#!/usr/bin/env python3
"""cast.py BINARY: draws docs/cast.svg, the picture of README.md: what a terminal of 96 columns shows of a few commands over the sample
archive. They are run in a pseudo terminal, so that the picture is what a reader gets, colours and all.

Needs Python and nothing else. Run it in the root of the repository.
"""
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

COLUMNS, LINES = 96, 40
COMMANDS = [
    "dateline search Hmeimim --country syria -n 2",
    "dateline show 1 --why | grep -A 4 '^why'",
    "dateline timeline Hmeimim",
]
# Width of a character and height of a line, in units of the picture.
ADVANCE, LEADING, MARGIN, TOP = 8.4, 19, 16, 44
COLORS = {"31": "#e06c75", "34": "#61afef", "35": "#c678dd", "36": "#56b6c2"}
CODE = re.compile(r"\x1b\[([0-9;]*)m|\x1b\]8;;.*?\x1b\\")


def run(command, environment, root):
    """What a command prints to a terminal."""
    main, other = pty.openpty()
    subprocess.run(["stty", "cols", str(COLUMNS), "rows", str(LINES)], stdin=other, check=True)
    process = subprocess.Popen(["sh", "-c", command], stdin=other, stdout=other, stderr=other, env=environment, cwd=root)
    os.close(other)
    output = b""
    while True:
        try:
            piece = os.read(main, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        output += piece
    process.wait()
    os.close(main)
    return output.decode("utf8").replace("\r\n", "\n").rstrip("\n").split("\n")


def pieces(line):
    """The pieces of a line, each with its style."""
    style, at = "", 0
    for code in CODE.finditer(line):
        if code.start() > at:
            yield line[at:code.start()], style
        at = code.end()
        if code[1] is not None:
            parts = [part for part in code[1].split(";") if part not in ("", "0")]
            bold = ' font-weight="bold"' if "1" in parts else ""
            color = next((COLORS[part] for part in parts if part in COLORS), None)
            style = (f' fill="{color}"' if color else "") + bold if parts else ""
            if parts and not color and bold:
                style = ' fill="#ffffff" font-weight="bold"'
    if at < len(line):
        yield line[at:], style


def main():
    binary = Path(sys.argv[1]).resolve()
    root = Path(__file__).resolve().parent.parent
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy2(binary, Path(folder) / "dateline")
        environment = {
            "PATH": f"{folder}:{os.environ['PATH']}", "TERM": "xterm-256color", "LANG": "C.UTF-8", "DATELINE_PAGER": "cat",
            "DATELINE_INDEX": f"{folder}/index", "XDG_STATE_HOME": f"{folder}/state", "XDG_CONFIG_HOME": f"{folder}/config",
        }
        subprocess.run([binary, "index", "corpus/archive", "--index", f"{folder}/index"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        for command in COMMANDS:
            lines += [[("$ ", ' fill="#98c379"'), (command, ' fill="#ffffff"')]]
            lines += [list(pieces(line)) for line in run(command, environment, root)] + [[]]
    width, height = MARGIN * 2 + COLUMNS * ADVANCE, TOP + len(lines) * LEADING + MARGIN / 2
    picture = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" role="img" '
        'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">',
        "<title>A search, what its first hit rests on, and its hits over time, in a terminal</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" rx="8" fill="#282c34"/>',
        *(f'<circle cx="{MARGIN + 6 + 20 * place}" cy="20" r="6" fill="{color}"/>'
          for place, color in enumerate(["#e06c75", "#e5c07b", "#98c379"])),
    ]
    for place, line in enumerate(lines):
        if line:
            spans = "".join(f"<tspan{style}>{escape(text)}</tspan>" for text, style in line)
            y = TOP + place * LEADING + 14
            picture.append(f'<text x="{MARGIN}" y="{y}" fill="#abb2bf" xml:space="preserve">{spans}</text>')
    (root / "docs" / "cast.svg").write_text("\n".join(picture) + "\n</svg>\n", "utf8")


if __name__ == "__main__":
    main()
