"""The PDF edition: the same chapters with a cover, page numbers and running heads, tagged for readers."""

from collections.abc import Mapping

from django.template.loader import render_to_string

from core.reports import fonts, pdf
from reporting.editions.book import bind
from reporting.editions.errors import CannotRender
from reporting.editions.html import STYLES, brand_rules, font_rules


def render_pdf(snapshot: dict) -> bytes:
    """The PDF/UA-1 file of the snapshot. Raises CannotRender, which names the section that cannot be set."""
    html, assets = print_edition(snapshot)
    try:
        return pdf.render(html, assets=assets)
    except pdf.PdfLibraryMissing:
        raise
    except pdf.PdfError as error:
        raise CannotRender("The whole report", str(error)) from error


def print_edition(snapshot: dict) -> tuple[str, Mapping[str, bytes]]:
    """The HTML that is laid out, and the assets that it names."""
    edition = bind(snapshot, medium="print")
    html = render_to_string("reporting/edition/print.html", {"edition": edition, "screen": False})
    return html, {**_fonts(), "brand.css": brand_rules(edition["palette"]).encode(), **_style()}


def _style() -> dict[str, bytes]:
    rules = font_rules(lambda face: f"asset:{_name(face)}", "truetype")
    return {"fonts.css": rules.encode(), "print.css": (STYLES / "edition-print.css").read_bytes()}


def _fonts() -> dict[str, bytes]:
    missing = [face.file_name for face in fonts.FACES if not face.path.exists()]
    if missing:
        raise CannotRender("The whole report", f"the font file {missing[0]} is not installed")
    return {_name(face): fonts.unpacked(face) for face in fonts.FACES}


def _name(face: fonts.Face) -> str:
    return f"{face.path.stem}.ttf"
