"""The report templates, the checklist, the dates and who gets copies, as the portal ships them in the files here."""

import csv
import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def templates() -> list[dict]:
    """Every template with its sections written out in order, each with its key and all its defaults."""
    shipped = tomllib.loads((FOLDER / "templates.toml").read_text(encoding="utf-8"))
    return [
        template | {"sections": [_section(key, shipped["section"][key]) for key in template["sections"]]}
        for template in shipped["template"]
    ]


def checklist() -> list[dict[str, str]]:
    """What a yearly report must or should hold, a row an item, in the order of the guidance."""
    return _rows("checklist.csv")


def dates() -> list[dict[str, str]]:
    """The days by which a yearly report must be public."""
    return _rows("dates.csv")


@cache
def copies() -> tuple[dict[str, str], ...]:
    """Who is sent a copy of a published report, within how many days (none where no rule counts them), and from and
    until which day of publication. Recipients may name a setting in braces."""
    return tuple(_rows("copies.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _section(key: str, given: dict) -> dict:
    return {"key": key, "source": "", "options": {}, "covers": []} | given
