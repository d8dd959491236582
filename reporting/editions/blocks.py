"""The blocks of a section, each as its template prints it."""

from django.utils.safestring import mark_safe

from core.formatting.numbers import value_and_unit
from core.reports import charts
from reporting.editions.errors import CannotRender, name_of
from reporting.editions.grids import grid, numbers_of, set_aside
from reporting.editions.written import prose


def prepare(block: dict, section, chapter, binding) -> dict:
    """What the block's template needs. A block that cannot be set names itself and its section."""
    kind = block.get("type")
    if kind not in KINDS:
        raise CannotRender(section.title, f"there is no block of kind “{kind}”", name_of(block))
    try:
        prepared = KINDS[kind](block, section, chapter, binding)
    except CannotRender:
        raise
    except charts.ChartError as error:
        raise CannotRender(section.title, str(error), name_of(block)) from error
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        reason = f"the {kind} is not complete ({type(error).__name__}: {error})"
        raise CannotRender(section.title, reason, name_of(block)) from error
    return {"template": f"reporting/edition/_{kind}.html", "caption": block.get("caption") or "", **prepared}


def figures_panel(block, section, chapter, binding):
    items = []
    for item in block["items"]:
        value, words = value_and_unit(item["value"], item.get("unit") or "")
        items.append(
            {
                "label": item["label"],
                "value": value,
                "unit": words,
                "detail": item.get("detail") or "",
                "url": binding.url(item.get("source")),
            }
        )
    return {
        "items": items,
        "across": across(len(items)),
        "legend": _legend(binding, [item["value"] for item in block["items"]]),
    }


def across(count: int) -> int:
    """How many panels stand in a row of print, so that no row is left with one."""
    return next((number for number in (3, 4, 2) if count % number == 0), 3)


def table(block, section, chapter, binding):
    number = binding.numbers.of(block)
    shown = grid(block, binding.url)
    cells = [cell for row in block["rows"] for cell in row["cells"]] + list(block.get("total") or [])
    prepared = {
        **shown,
        "id": f"table-{number}",
        "name": f"Table {number}",
        "caption": block["caption"],
        "note": block.get("note") or "",
        "legend": _legend(binding, cells),
    }
    return set_aside(prepared, binding, landscape=bool(block.get("landscape")))


def chart(block, section, chapter, binding):
    number = binding.numbers.of(block)
    elsewhere = binding.numbers.tables.get(str(block.get("table")))
    points = [point["y"] for series in block["series"] for point in series["points"]]
    numbers = None if elsewhere else numbers_of(block)
    if numbers and not binding.on_screen:
        binding.appendix.append({"number": number, "caption": block["caption"], "grid": numbers})
    return {
        "svg": mark_safe(charts.draw(block)),  # noqa: S308 -- drawn by core.reports.charts, text escaped there
        "id": f"figure-{number}",
        "name": f"Figure {number}",
        "unit": _unit_of(block),
        "summary": block["summary"],
        "table_number": elsewhere,
        "numbers": numbers,
        "legend": _legend(binding, points),
    }


def tree(block, section, chapter, binding):
    number = binding.numbers.of(block)
    return {
        "id": f"figure-{number}",
        "name": f"Figure {number}",
        "nodes": [_node(node, binding) for node in block["nodes"]],
    }


def directory(block, section, chapter, binding):
    groups = [
        {
            "title": group["title"],
            "items": [
                {"name": item["name"], "detail": item.get("detail") or "", "url": binding.url(item.get("source"))}
                for item in group["items"]
            ],
        }
        for group in block["groups"]
    ]
    return {"groups": groups, "heading": min(6, section.heading + 1)}


def remark(block, section, chapter, binding):
    return {"says": block["says"]}


def missing(block, section, chapter, binding):
    binding.lacking.append({"section": section, "reason": block["reason"]})
    return {"reason": block["reason"]}


KINDS = {
    "prose": prose,
    "figures": figures_panel,
    "table": table,
    "chart": chart,
    "tree": tree,
    "directory": directory,
    "remark": remark,
    "missing": missing,
}


def _node(node: dict, binding) -> dict:
    marks = [node.get("kind") or ""]
    marks += ["Makes decisions"] if node.get("decides") else []
    marks += ["Joint with another partnership"] if node.get("joint") else []
    return {
        "name": node["name"],
        "short": node.get("short") or "",
        "marks": [mark for mark in marks if mark],
        "decides": bool(node.get("decides")),
        "joint": bool(node.get("joint")),
        "detail": node.get("detail") or "",
        "links": node.get("links") or [],
        "url": binding.url(node.get("source")),
        "children": [_node(child, binding) for child in node.get("children") or []],
    }


def _unit_of(block: dict) -> str:
    """The words of a chart's unit, unless its caption has them already."""
    words = value_and_unit("1", block.get("unit") or "")[1]
    return "" if words.lower() in str(block["caption"]).lower() else words


def _legend(binding, cells) -> str:
    """What the suppression symbol means, where it is shown."""
    symbol = binding.suppression.get("symbol")
    shown = symbol and any(str(cell) == symbol for cell in cells)
    return f"{symbol} {binding.suppression.get('says') or ''}".strip() if shown else ""
