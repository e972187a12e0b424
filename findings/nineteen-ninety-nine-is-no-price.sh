#!/usr/bin/env bash
# One schema, four validators: 19.99 is no multiple of 0.01 for two of them, and "٢٠٢٥-١٠" is a month for two.
#
# One would guess: JSON Schema says what is valid; a validator is chosen for its speed and its messages.
# What happens:    `multipleOf: 0.01` is reckoned in binary by Python's jsonschema and by ajv: 19.99 and 0.07 are invalid,
#                  19.98 is fine. fastjsonschema and jsonschema-rs reckon in decimals. `^\d{4}-\d{2}$` is a pattern of
#                  ECMA-262 by the standard; the two that use Python's `re` let in digits of all scripts, and jsonschema a
#                  line feed at the end: "2025-10\n".
# Why it matters:  exports are checked by the writer with one tool and by the reader with another. The month with Arabic
#                  digits passes there and is a string here. Write [0-9], end a pattern with care, and give numbers with
#                  decimals as whole cents.
# Seen with:       jsonschema 4.26.0, fastjsonschema 2.22.3, jsonschema-rs 0.61.2, ajv 8.20.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check jsonschema==4.26.0 fastjsonschema==2.22.3 jsonschema-rs==0.61.2
npm install --silent --no-audit --no-fund --prefix "$folder" ajv@8.20.0 >/dev/null
cat >"$folder/check.cjs" <<'NODE'
const Ajv = require("ajv");
const cases = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(([schema, value]) => new Ajv({ strict: false }).validate(schema, value))));
NODE
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import importlib.metadata
import json
import subprocess
import sys

import fastjsonschema
import jsonschema
import jsonschema_rs

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("jsonschema", "fastjsonschema", "jsonschema-rs")))
DRAFT = {"$schema": "http://json-schema.org/draft-07/schema#"}
MONTH, PRICE = DRAFT | {"pattern": r"^\d{4}-\d{2}$"}, DRAFT | {"multipleOf": 0.01}
cases = [(MONTH, "2025-10"), (MONTH, "٢٠٢٥-١٠"), (MONTH, "2025-10\n"), (PRICE, 19.98), (PRICE, 19.99), (PRICE, 0.07)]
run = subprocess.run(["node", f"{sys.argv[1]}/check.cjs"], input=json.dumps(cases), capture_output=True, text=True, check=True)


def by_fastjsonschema(schema, value):
    try:
        fastjsonschema.compile(schema)(value)
        return True
    except fastjsonschema.JsonSchemaException:
        return False


rows = []
for (schema, value), ajv in zip(cases, json.loads(run.stdout)):
    row = [jsonschema.Draft7Validator(schema).is_valid(value), by_fastjsonschema(schema, value), jsonschema_rs.is_valid(schema, value), ajv]
    rows.append(row)
    print(repr(value), dict(zip(("jsonschema", "fastjsonschema", "jsonschema-rs", "ajv"), row)))
assert rows == [
    [True, True, True, True],
    [True, True, False, False],
    [True, False, False, False],
    [True, True, True, True],
    [False, True, True, False],
    [False, True, True, False],
]
print("as the head says")
PYTHON
