"""Answers that hand out a file: always as an attachment, and only as what it is."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(content: bytes, *, name: str, content_type: str, cache_control: str = "no-store") -> HttpResponse:
    """The file under its name; no browser keeps it unless told so, and none guesses at its kind."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": cache_control,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
