"""PyYAML, which reads YAML 1.1, against JSON: texts that look like something else, as values and as keys, and numbers."""

import json
import os
import random
import subprocess
from pathlib import Path

import yaml

WORDS = "y N yes No ON off True ~ null = << 0o17 0x1F 0b1 .inf -.INF .NaN 2024-01-01 12:30:45 1_000".split()
SIGNS = "01279_.,:+-eEoxbTZyn ~=<\u2028\u2029"
NUMBERS = [1e16, -1.5e300, 2.5e-9, 0.1, -0.0, 404, -1, 2**64 - 1, True, None]
TEXTS = 20_000


def texts():
    some = random.Random(1)
    made = ("".join(some.choices(SIGNS, k=some.randrange(12))) for _ in range(TEXTS))
    digits = ("".join(some.choices("0123456789", k=3)) + some.choice(SIGNS) + "12" + some.choice(SIGNS) for _ in range(TEXTS))
    return WORDS + list(made) + list(digits)


def document():
    values = NUMBERS + texts()
    members = {text: text for text in texts()}
    responses = {"404": {"description": "Not Found"}, "default": {"description": "no"}}
    paths = {"/on": {"get": {"responses": responses}}}
    return {"openapi": "3.1.0", "info": {"title": "no", "version": "2024-01-01"}, "paths": paths, "x-values": values,
            "x-members": members}


def merged(source, ending):
    out = source.with_name(f"texts.out.{ending}")
    catalogue = Path(os.environ["ROOT"]) / "specs" / "molroo.yaml"
    subprocess.run([os.environ["ERRORS"], "openapi", catalogue, "--into", source, "-o", out], check=True)
    return out.read_text(encoding="utf-8")


def main():
    source = Path(os.environ["WORK"]) / "texts.json"
    source.write_text(json.dumps(document()), encoding="utf-8")
    expected = json.loads(merged(source, "json"))
    found = yaml.safe_load(merged(source, "yaml"))
    for before, after in zip(expected["x-values"], found["x-values"]):
        assert repr(before) == repr(after), f"{before!r} is read as {after!r}"
    assert expected == found, "the documents differ"
    print(f"PyYAML: {len(expected['x-values'])} texts and numbers are read as written")


main()
