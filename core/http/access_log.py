"""The access log: who took records out of the portal or read what only few may, or tried to.

Files, refusals and pages behind a sensitive permission are written down for every view, without it saying anything. A
view that can say more of what it hands out does so with `record`. The middleware writes once the request's own
transaction is over, so that nothing which undoes the request undoes the entry. What cannot be written down is not
handed out.
"""

import logging
import re
from dataclasses import dataclass
from html import unescape

from django.db import DatabaseError
from django.shortcuts import render

from core.db.tenancy import partnership_scope
from core.formatting.characters import in_one_line
from core.models import AccessEntry

log = logging.getLogger(__name__)
Action, Outcome = AccessEntry.Action, AccessEntry.Outcome
OK, REFUSED, NOT_FOUND, FAILED = 200, 403, 404, 500
OUTCOMES = {REFUSED: Outcome.REFUSED, NOT_FOUND: Outcome.NOT_FOUND}
TITLE = re.compile(r"<title>([^<]*)</title>")
LONGEST_HEAD = 2_000
READING = ("GET", "HEAD")


@dataclass
class Entry:
    """What a request hands out. A view may count the `rows` later, or find that it hands out nothing: `is_void`."""

    action: AccessEntry.Action
    what: str
    rows: int | None = None
    is_void: bool = False


def record(request, action: AccessEntry.Action, what: str, rows: int | None = None) -> Entry:
    """Have this request written into the access log in words of the view's own, whatever becomes of it: call it before
    the check that may refuse.

    Done, refused or failed follows from how the request is answered.
    """
    entry = Entry(action, what, rows)
    request.access_entries = [*getattr(request, "access_entries", []), entry]
    return entry


class AccessMiddleware:
    """Stands outside `PartnershipMiddleware`, whose transaction has ended when this one writes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        recorded = getattr(request, "access_entries", []) or _by_rule(request, response)
        entries = [entry for entry in recorded if not entry.is_void]
        if not entries:
            return response
        try:
            _write(request, entries, _outcome(response))
        except DatabaseError:
            log.exception("The access log could not be written.")
            return _withheld(request, response)
        return response


def _by_rule(request, response) -> list[Entry]:
    """The entry that is due by what was asked, how it was answered and by which permission."""
    if getattr(request, "member", None) is None:
        return []
    if response.get("Content-Disposition", "").startswith("attachment"):
        return [Entry(Action.DOWNLOAD, f"The file at {request.path}")]
    if response.status_code == REFUSED or (response.status_code == NOT_FOUND and _names_a_record(request)):
        return [_tried(request)]
    if request.method in READING and request.member.reads_sensitive and _shows(response):
        return [Entry(Action.READ, _title(response) or f"The page at {request.path}")]
    return []


def _names_a_record(request) -> bool:
    """Whether the address is a page of ours and says of which record: one that is not there, or that is another's."""
    return len(request.resolver_match.kwargs if request.resolver_match else ()) > 1


def _tried(request) -> Entry:
    if request.method not in READING:
        return Entry(Action.CHANGE, f"The page at {request.path}")
    # A list refuses before it knows that it was to be exported.
    if request.GET.get("export"):
        return Entry(Action.EXPORT, f"The list at {request.path}")
    return Entry(Action.READ, f"The page at {request.path}")


def _shows(response) -> bool:
    return response.status_code == OK or response.status_code >= FAILED


def _title(response) -> str:
    """What the page calls itself, without the names of the partnership and the portal after it."""
    if response.status_code != OK or response.streaming:
        return ""
    found = TITLE.search(response.content[:LONGEST_HEAD].decode(errors="replace"))
    return unescape(found[1]).strip().rsplit(" – ", 2)[0] if found else ""


def _outcome(response) -> AccessEntry.Outcome:
    return Outcome.DONE if response.status_code < 400 else OUTCOMES.get(response.status_code, Outcome.FAILED)


def _write(request, entries, outcome) -> None:
    longest = AccessEntry._meta.get_field("what").max_length
    with partnership_scope(request.partnership, by=request.user):
        AccessEntry.objects.bulk_create(
            AccessEntry(
                partnership=request.partnership,
                user=request.user,
                action=entry.action,
                what=in_one_line(entry.what)[:longest],
                rows=entry.rows,
                outcome=outcome,
            )
            for entry in entries
        )


def _withheld(request, response):
    """Instead of what was to be handed out; a page that refused anyway stays as it is."""
    if response.status_code >= 400:
        return response
    response.close()
    return render(request, "503.html", status=503)
