#!/usr/bin/env bash
# A mail that says how its lines are to be joined is read by Python with its words cut in two: "har bour", 東 京.
#
# One would guess: get_content(), which undoes the mail's transfer encoding and its charset, also undoes the breaking of lines
#                  that the same header declares (format=flowed, a standard since 1999).
# What happens:    lines stay as the sender's program broke them. With delsp=yes, which lets it break inside a word or an
#                  address and in languages without spaces, the word has a space and a line's end in its midst; the space
#                  before a line that begins with From, put there for safety, stays too. mail-parser, built on Python's, is
#                  the same. mailparser and postal-mime for Node join the lines.
# Why it matters:  Apple's mail program writes so, and newsletters and press releases are archived as mail. A word at a break
#                  is not found, an address there leads nowhere, and the same release has two texts in two archives.
# Seen with:       Python 3.11.7 and 3.13.0 (their email package), mail-parser 4.8.0, mailparser 3.14.2, postal-mime
#                  4.0.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mail-parser==4.8.0
npm install --silent --no-audit --no-fund --prefix "$folder" mailparser@3.14.2 postal-mime@4.0.0 >/dev/null
{
    printf 'From: desk@example.com\nTo: reader@example.com\nSubject: Ferry\nDate: Sun, 29 Nov 2026 10:00:00 +0000\n'
    printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\nContent-Transfer-Encoding: 8bit\n\n'
    printf 'The har \nbour opens. See https://example.com/fer \nry-times for more.\n From Monday on all boats sail.\n市は東 \n京の港を開く。\n'
} > "$folder/release.eml"
"$folder/env/bin/python" - "$folder/release.eml" <<'PYTHON'
import email
import email.policy
import importlib.metadata
import platform
import sys

import mailparser

print("python", platform.python_version(), "mail-parser", importlib.metadata.version("mail-parser"))
mail = open(sys.argv[1], "rb").read()
found = {
    "email": email.message_from_bytes(mail, policy=email.policy.default).get_content(),
    "mail-parser": "".join(mailparser.parse_from_bytes(mail).text_plain),
}
for name, text in found.items():
    print(f"{name}: {text!r}")
    assert "har \nbour" in text and "fer \nry-times" in text and "東 \n京" in text and "\n From Monday" in text
PYTHON
cat > "$folder/read.mjs" <<'JS'
import assert from "node:assert";
import fs from "node:fs";
import { createRequire } from "node:module";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";

const version = name => createRequire(import.meta.url)(`./node_modules/${name}/package.json`).version;
const mail = fs.readFileSync(new URL("release.eml", import.meta.url));
const found = { mailparser: (await simpleParser(mail)).text, "postal-mime": (await PostalMime.parse(mail)).text };
for (const [name, text] of Object.entries(found)) {
  console.log(`${name} ${version(name)}: ${JSON.stringify(text)}`);
  assert.ok(text.includes("The harbour opens. See https://example.com/ferry-times") && text.includes("東京"));
}
console.log("as the head says");
JS
node "$folder/read.mjs"
