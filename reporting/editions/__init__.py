"""From one snapshot to its editions: HTML, an accessible PDF, and the tables as CSV.

An edition reads the snapshot and nothing else, so the same snapshot always gives the same edition.
"""

from reporting.editions.book import bind, section_id
from reporting.editions.errors import CannotRender
from reporting.editions.html import body_context, laid_out, render_html
from reporting.editions.lacking import draft_words, lacking_of, unaccepted_of, unset, why_not_printed
from reporting.editions.pdf import render_pdf
from reporting.editions.signs import COVER
from reporting.editions.tables import table_archive

__all__ = [
    "COVER",
    "CannotRender",
    "bind",
    "body_context",
    "draft_words",
    "lacking_of",
    "laid_out",
    "render_html",
    "render_pdf",
    "section_id",
    "table_archive",
    "unaccepted_of",
    "unset",
    "why_not_printed",
]
