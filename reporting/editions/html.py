"""The HTML edition: a fragment for the portal's own page, a page of its own, or a file that holds everything."""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from core.reports import fonts
from reporting.editions.book import bind

STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "reporting"
Link = Callable[[dict], str | None]
BOOKS = 16


def body_context(snapshot: dict, *, link: Link | None = None) -> dict:
    """The context of `reporting/edition/body.html`. With `link`, figures lead to the records they came from."""
    return {"edition": bind(snapshot, medium="screen", link=link)}


@lru_cache(maxsize=BOOKS)
def laid_out(snapshot: str, link: Link | None = None) -> dict:
    """`body_context` of a snapshot's text, for pages that show it as it is. It depends on nothing but that text and
    where figures lead, so it is made once for each."""
    return body_context(json.loads(snapshot), link=link)


def render_html(
    snapshot: dict, *, link: Link | None = None, stylesheets: Sequence[str] = (), standalone: bool = False
) -> str:
    """A whole page, with our stylesheet and those named; `standalone` puts style and fonts into the page itself."""
    context = body_context(snapshot, link=link)
    context["stylesheets"] = list(stylesheets)
    if standalone:
        context["style"] = mark_safe(_own_style(context["edition"]["palette"]))  # noqa: S308 -- our own files
    return render_to_string("reporting/edition/page.html", context)


def brand_rules(palette: dict[str, str]) -> str:
    """The palette as custom properties."""
    rules = "".join(f"--edition-{name.replace('_', '-')}:{colour};" for name, colour in palette.items())
    return f":root{{{rules}}}"


def font_rules(url_of: Callable[[fonts.Face], str], form: str = "woff2") -> str:
    return "".join(
        f'@font-face{{font-family:"{fonts.FAMILY}";font-weight:{face.weight};font-style:{face.style};'
        f'src:url("{url_of(face)}") format("{form}")}}'
        for face in fonts.FACES
    )


def _own_style(palette: dict[str, str]) -> str:
    carried = font_rules(lambda face: f"data:font/woff2;base64,{b64encode(face.path.read_bytes()).decode()}")
    return carried + brand_rules(palette) + (STYLES / "edition.css").read_text()
