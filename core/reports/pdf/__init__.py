"""HTML to an accessible PDF (PDF/UA-1) that is the same, byte for byte, whenever the HTML and its assets are.

WeasyPrint is imported when the first document is made, so a machine without its system libraries can import this
module and be told which packages it needs.
"""

import hashlib
from collections.abc import Mapping

__all__ = ["PdfError", "PdfLibraryMissing", "render"]

SYSTEM_PACKAGES = "libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0"


class PdfError(Exception):
    """The document could not be made as it should be; its text says why."""


class PdfLibraryMissing(PdfError):
    """This machine lacks the libraries that lay text out."""


def render(html: str, *, assets: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of a whole HTML document.

    `assets` are the only resources it can name (as `asset:<name>`); nothing is fetched from the network or the disk.
    Anything that WeasyPrint would only log as a warning or an error raises PdfError instead. Documents may be made
    in several threads at once, and one that fails leaves nothing behind for the next.
    """
    assets = dict(assets or {})
    try:
        from core.reports.pdf import document  # noqa: PLC0415 -- needs system libraries that a bare machine does not have
    except OSError as error:
        message = f"PDFs cannot be made here: install {SYSTEM_PACKAGES} (Debian's names), then try again"
        raise PdfLibraryMissing(message) from error
    return document.write(html, assets=assets, identifier=_identifier(html, assets))


def _identifier(html: str, assets: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(html.encode())
    for name in sorted(assets):
        digest.update(name.encode() + b"\0" + hashlib.sha256(assets[name]).digest())
    return digest.hexdigest()[:32]
