"""The report templates, the checklist and the dates that the portal ships, read from the files beside this one."""

import csv
import tomllib
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


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _section(key: str, given: dict) -> dict:
    return {"key": key, "source": "", "options": {}, "covers": []} | given
