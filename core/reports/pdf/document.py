"""One document through WeasyPrint: with our fetcher, our tag tree, and no warning left unread."""

import logging
import threading
from contextlib import contextmanager

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from core.reports.pdf import PdfError, structure
from core.reports.pdf.fetcher import AssetFetcher
from core.reports.pdf.finish import finish


def write(html: str, *, assets: dict[str, bytes], identifier: str) -> bytes:
    """Lay the document out, tag it, and write it."""
    with _complaints() as complaints, structure.repaired() as repair:
        try:
            page = weasyprint.HTML(string=html, url_fetcher=AssetFetcher(assets), base_url=None)
            pdf = page.write_pdf(
                font_config=FontConfiguration(),
                pdf_variant="pdf/ua-1",
                presentational_hints=True,  # the numbers of lists
                pdf_identifier=identifier,
                finisher=lambda _, pdf: finish(pdf, repair),
            )
        except FatalURLFetchingError as error:
            raise PdfError(f"the document asks for something that it may not have: {error}") from error
    if complaints:
        raise PdfError("; ".join(dict.fromkeys(complaints)))
    return pdf


@contextmanager
def _complaints():
    """Collect what WeasyPrint logs for the document of this thread."""
    heard: list[str] = []
    handler = _Listener(heard)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]):
        super().__init__(level=logging.WARNING)
        self.heard = heard
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.heard.append(record.getMessage())
