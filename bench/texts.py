"""The slope of what people type: how long twice the text takes, by 2. A straight line is 1, a square 2."""

from functools import partial

from bench.measure import Result, ratio
from core.dashboard.search import words_of
from core.reports.markdown import render
from core.reports.markdown.unprinted import unprinted

AIM, LENGTH, ROUNDS = 1.3, 8_000, 15
TEXTS = {
    "words": "What was done in the year, and what came of it.\n\n",
    "a table": "| Area | Girls | Boys |\n|---|---|---|\n" + "| North | 12 | 8 |\n" * 20 + "\n",
    "a list": "- An action, with **its owner** and [a page](https://example.org).\n",
    "spaces": " " * 50 + "a\n",
    # The parser pairs each with those before it, so `core.reports.markdown.limits` says how many there may be.
    "quotation marks (bounded)": '"a" ',
}
READERS = {"Set": render, "Find what is not printed in": unprinted, "Take the words of": words_of}


def run():
    """Each reader on each text, and on one that is twice as long."""
    return (_slope(what, read, name, piece) for what, read in READERS.items() for name, piece in TEXTS.items())


def _slope(what, read, name: str, piece: str) -> Result:
    once, twice = (partial(read, (piece * (length // len(piece) + 1))[:length]) for length in (LENGTH, 2 * LENGTH))
    aim = None if "bounded" in name else AIM
    return Result(f"{what} {name}: twice / once, by 2", ratio(twice, once, rounds=ROUNDS) / 2, aim)
