"""Timing two things in turns, so that a busy moment of the machine falls on both."""

import gc
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

WORK = [
    {"name": f"Row {number}", "amounts": list(range(20)), "text": "A sentence of some words. " * 5}
    for number in range(50)
]


@dataclass(frozen=True)
class Result:
    """One line of the benchmark: how many times its floor something takes, and what we aim for."""

    name: str
    ratio: float
    aim: float | None = None
    note: str = ""

    def __str__(self):
        aim = "" if self.aim is None else f"aim {self.aim:g}  {'ok' if self.ratio <= self.aim else 'OVER'}"
        return f"  {self.name:<58}{self.ratio:6.2f}  {aim:<16}{self.note}"


def times(*actions: Callable[[], object], rounds: int = 15) -> list[float]:
    """The seconds of each action, taken in turns after one round to warm up.

    The quickest round of each counts: whatever else the machine does can only add to a time, and adds to some rounds
    and not to others.
    """
    taken: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for found, action in zip(taken, actions, strict=True):
                started = time.perf_counter()
                action()
                found.append(time.perf_counter() - started)
    finally:
        gc.enable()
    return [min(found) for found in taken]


def ratio(action, floor, *, rounds: int = 15) -> float:
    ours, floors = times(action, floor, rounds=rounds)
    return ours / floors


def yardstick() -> None:
    """Work that is always the same and about as long as a page's, half of it the database's. What is measured against
    it before and after something can be compared, however busy the machine was at either time."""
    with connection.cursor() as cursor:
        for _ in range(12):
            cursor.execute("SELECT count(*) FROM generate_series(1, 5000)")
            json.loads(json.dumps(WORK * 8))
