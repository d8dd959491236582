"""Charts of the editions as SVG: one definition for the page and the PDF.

A chart is drawn by Vega, which must not be used before a process forks and then again in the child: there it would
wait for ever. `draw` refuses that at once. What was drawn is kept by content, so the page and the PDF of one snapshot
draw it once.
"""

import hashlib
import json
import os
from collections import OrderedDict

from core.reports.charts.drawing import chart_of
from core.reports.charts.style import ChartError

__all__ = ["ChartError", "draw", "fingerprint", "remember", "start"]

VERSION = 8
KEEP = 1000  # of one to seven kilobytes each
PARTS = ("chart", "unit", "summary", "series", "target")
SOMETIMES = ("width", "total")

_drawn: OrderedDict[str, str] = OrderedDict()
_process: list[int] = []


def draw(block: dict) -> str:
    """The chart block of a snapshot as one SVG element: same block, same text. Raises ChartError with a reason."""
    key = fingerprint(block)
    if key not in _drawn:
        remember({key: _draw(block, key)})
    return _drawn[key]


def start() -> None:
    """Draw the smallest chart and forget it: the first one of a process takes seconds longer than all others."""
    point = {"x": "", "y": "1"}
    block = {"chart": "bar", "summary": "One.", "series": [{"name": "One", "points": [point]}]}
    _draw(block, fingerprint(block))


def remember(pictures: dict[str, str]) -> None:
    """Take pictures that were drawn elsewhere, by fingerprint, so that this process need not draw them."""
    _drawn.update(pictures)
    while len(_drawn) > KEEP:
        _drawn.popitem(last=False)


def fingerprint(block: dict) -> str:
    """What the picture depends on, and nothing else: two blocks with one fingerprint look the same."""
    parts = {name: block.get(name) for name in PARTS} | {name: block[name] for name in SOMETIMES if name in block}
    text = json.dumps([VERSION, parts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _draw(block: dict, key: str) -> str:
    specification = chart_of(block)
    _refuse_after_fork()

    from core.reports.charts import vega  # noqa: PLC0415 -- starts threads: only in the process that draws

    return vega.svg(specification, summary=str(block["summary"]), key=key[:12])


def _refuse_after_fork() -> None:
    if not _process:
        _process.append(os.getpid())
    if _process[0] != os.getpid():
        raise ChartError("charts were drawn before this process was forked; start the worker without drawing")
