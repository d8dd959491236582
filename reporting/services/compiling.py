"""The steps of a compile. Only the first reads records; the rest work on the snapshot, outside any transaction."""

import io

import pikepdf

from core.reports import charts
from reporting.editions import CannotRender, bind, render_html, render_pdf, table_archive, unset
from reporting.models import Report
from reporting.services.editions import Compiled
from reporting.snapshots import CannotCompile, build, canonical

__all__ = ["CannotCompile", "made", "pdf", "read", "settable", "tables", "web_edition"]


def read(report_id) -> tuple[Report, dict]:
    """The report and its snapshot, in the running scope; raises `CannotCompile`."""
    report = Report.objects.select_related("partnership", "template").get(pk=report_id)
    return report, build(report)


def settable(snapshot: dict) -> dict:
    """The snapshot with a note of what is to be mended in place of each section that cannot be set."""
    return snapshot | {"sections": [_settable(snapshot, section) for section in snapshot["sections"]]}


def _settable(snapshot: dict, section: dict) -> dict:
    try:
        for medium in ("screen", "print"):
            bind(snapshot | {"sections": [section]}, medium=medium)
    except CannotRender as reason:
        return unset(section, reason)
    return section


def web_edition(snapshot: dict) -> bytes:
    """The HTML edition as one file that needs nothing else."""
    try:
        return render_html(snapshot, standalone=True).encode()
    except CannotRender as reason:
        raise CannotCompile(str(reason)) from reason


def pdf(snapshot: dict) -> tuple[bytes, int]:
    """The PDF and how many pages it has."""
    try:
        content = render_pdf(snapshot)
    except CannotRender as reason:
        raise CannotCompile(str(reason)) from reason
    with pikepdf.open(io.BytesIO(content)) as opened:
        return content, len(opened.pages)


def tables(snapshot: dict) -> bytes:
    return table_archive(snapshot)


def made(snapshot: dict, html: bytes, pdf: bytes, tables: bytes, pages: int, seconds: float) -> Compiled:
    """All of it together, with the pictures that the editions were drawn with."""
    blocks = [block for section in snapshot["sections"] for block in section["blocks"] if block["type"] == "chart"]
    drawn = {charts.fingerprint(block): charts.draw(block) for block in blocks}
    return Compiled(canonical(snapshot), drawn, html, pdf, tables, pages, seconds)
