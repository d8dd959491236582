"""Vega's drawing, made fit for a page under a strict CSP and for a tagged PDF."""

import re
import tempfile
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import vl_convert
from defusedxml.ElementTree import fromstring

from core.reports import fonts
from core.reports.charts.style import ChartError

SVG = "http://www.w3.org/2000/svg"
LONG_FRACTION = re.compile(r"(?<=\d)(\.\d\d)\d+(?=[^<>]*>)")
DROPPED = {"class", "role", "style", "pointer-events", "cursor"}
FONT_ATTRIBUTE = fonts.STACK.replace('"', "'")


def svg(specification: dict, *, summary: str, key: str) -> str:
    """One `<svg role="img">` whose only name is the summary; nothing inside it is read out."""
    _register_fonts()
    try:
        drawn = vl_convert.vegalite_to_svg(specification)
    except Exception as error:  # the binding raises bare ValueErrors and its own, with JavaScript inside
        reason = " ".join(str(error).splitlines()[:2])[:160]
        raise ChartError(f"the chart could not be drawn ({reason})") from error
    return _named(fromstring(drawn), summary, key)


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    """Let Vega measure text in the typeface that the page uses, so labels stand where they are drawn."""
    folder = Path(tempfile.mkdtemp(prefix="chart-fonts-"))
    for face in fonts.FACES:
        if face.style == "normal" and face.path.exists():
            (folder / f"{face.weight}.ttf").write_bytes(fonts.unpacked(face))
    vl_convert.register_font_directory(str(folder))


def _named(root: ElementTree.Element, summary: str, key: str) -> str:
    ElementTree.register_namespace("", SVG)
    _strip(root, key)
    clean = ElementTree.Element(f"{{{SVG}}}svg", {"role": "img", "class": "edition-svg", "focusable": "false"})
    for name in ("viewBox", "width", "height"):
        clean.set(name, root.get(name, ""))
    clean.set("font-family", FONT_ATTRIBUTE)
    ElementTree.SubElement(clean, f"{{{SVG}}}title").text = summary
    picture = ElementTree.SubElement(clean, f"{{{SVG}}}g", {"aria-hidden": "true"})
    picture.extend(root)
    return LONG_FRACTION.sub(r"\1", ElementTree.tostring(clean, encoding="unicode"))


def _strip(root: ElementTree.Element, key: str) -> None:
    """Leave shapes and text only, with ids that stay apart when a page holds many charts."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("display") == "none" or _is_empty(child):
                parent.remove(child)
        for name in list(parent.attrib):
            value = parent.attrib[name]
            if name in DROPPED or name.startswith("aria-") or name == "font-family":
                del parent.attrib[name]
            elif name == "id":
                parent.set("id", f"chart-{key}-{value}")
            elif value.startswith("url(#"):
                parent.set(name, f"url(#chart-{key}-{value[5:]}")


def _is_empty(element: ElementTree.Element) -> bool:
    """Vega leaves empty groups and unpainted frames behind; they are neither seen nor needed."""
    if element.tag == f"{{{SVG}}}g":
        return not len(element)
    painted = element.get("fill") not in (None, "none") or element.get("stroke") not in (None, "none")
    return element.tag == f"{{{SVG}}}path" and element.get("class") == "background" and not painted
