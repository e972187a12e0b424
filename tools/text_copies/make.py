#!/usr/bin/env python3
"""Keeps pages as text in the ways that people do, to learn from and to measure on.

usage: make.py PAGES GOLD OUT

PAGES is a folder of saved pages, ID.html or ID.html.gz; GOLD has a JSON object a line with `id` and any of `title`,
`date` and `body` (the story, a paragraph a line). Neither is part of the project: the texts are other people's. What was
used are the article extraction benchmark of Scrapinghub (MIT), Fundus (MIT) and WCXB (CC BY 4.0).

Writes OUT/pages/ID.HOW.txt and OUT/gold.jsonl for each way HOW whose program is there: lynx and w3m (Debian packages),
html2text and inscriptis (PyPI), and `laid`, the text of the elements, a line a block, as browsers copy it. The output
depends on nothing but its input and the versions of the programs.
"""
import gzip, json, re, shutil, subprocess, sys, tempfile
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = set("address article aside blockquote br button dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
             "header hr li main nav ol option p pre section summary table tbody td th tr ul video".split())
HIDDEN = set("script style noscript template head svg iframe select textarea audio object math".split())
VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Laid(HTMLParser):
    """The text of the elements, a line a block; empty lines around paragraphs."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.line, self.hidden, self.open = [], [], 0, []

    def end_line(self, gap=False):
        text = re.sub(r"\s+", " ", "".join(self.line)).strip()
        self.line = []
        if text: self.lines.append(text)
        if gap and self.lines and self.lines[-1]: self.lines.append("")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        style = (attrs.get("style") or "").replace(" ", "")
        hides = tag in HIDDEN or "hidden" in attrs or "display:none" in style
        if tag not in VOID:
            self.open.append((tag, hides))
            self.hidden += hides
        if tag in BLOCKS: self.end_line(gap=tag in ("p", "h1", "h2", "h3", "ul"))

    def handle_endtag(self, tag):
        if tag in VOID or all(t != tag for t, _ in self.open): return
        while self.open:
            name, hid = self.open.pop()
            self.hidden -= hid
            if name == tag: break
        if tag in BLOCKS: self.end_line(gap=tag in ("p", "h1", "h2", "h3", "ul"))

    def handle_data(self, data):
        if not self.hidden: self.line.append(data)


def laid(html):
    parser = Laid()
    parser.feed(html)
    parser.end_line()
    return "\n".join(parser.lines) + "\n"


def dumped(*command):
    def dump(html):
        with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf8") as page:
            page.write(html)
            page.flush()
            done = subprocess.run([*command, page.name], capture_output=True, timeout=60)
            return done.stdout.decode("utf8", errors="replace")
    return dump


def ways():
    found = {"laid": laid}
    if shutil.which("lynx"): found["lynx"] = dumped("lynx", "-dump", "-display_charset=utf-8", "-assume_charset=utf-8")
    if shutil.which("w3m"): found["w3m"] = dumped("w3m", "-dump", "-I", "utf-8", "-O", "utf-8", "-T", "text/html")
    try:
        import html2text
        def markdown(html):
            reader = html2text.HTML2Text()
            reader.ignore_links, reader.ignore_images, reader.body_width = True, True, 0
            return reader.handle(html)
        found["html2text"] = markdown
    except ImportError: pass
    try:
        import inscriptis
        found["inscriptis"] = lambda html: inscriptis.get_text(html)
    except ImportError: pass
    return found


def main():
    pages, gold, out = map(Path, sys.argv[1:4])
    (out / "pages").mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in gold.read_text("utf8").splitlines()]
    with open(out / "gold.jsonl", "w", encoding="utf8") as answers:
        for row in rows:
            path = next((p for p in (pages / f"{row['id']}.html", pages / f"{row['id']}.html.gz") if p.exists()), None)
            if path is None: continue
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            html = data.decode("utf8", errors="replace")
            for how, write in ways().items():
                try:
                    text = write(html)
                except Exception as failure:
                    print(f"{row['id']} {how}: {failure}", file=sys.stderr)
                    continue
                name = f"{row['id']}.{how}"
                (out / "pages" / f"{name}.txt").write_text(text, "utf8")
                answers.write(json.dumps({**row, "id": name, "how": how}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
