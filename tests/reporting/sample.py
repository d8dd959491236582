"""The sample report: invented, about twenty pages, with every kind of block."""

import json
from pathlib import Path

SAMPLE = Path(__file__).parent / "sample_snapshot.json"


def snapshot():
    """A fresh copy, free to be changed."""
    return json.loads(SAMPLE.read_text())


def block_of(snapshot, key):
    return next(one for section in snapshot["sections"] for one in section["blocks"] if one.get("key") == key)
