"""The access log: who took personal or sensitive records out of the portal, or tried to.

A view says with `record` what it hands out. The middleware writes that down once the request's own transaction is
over, so that nothing which undoes the request undoes the entry. What cannot be written down is not handed out.
"""

import logging
from dataclasses import dataclass

from django.db import DatabaseError
from django.shortcuts import render

from core.db.tenancy import partnership_scope
from core.models import AccessEntry

log = logging.getLogger(__name__)
REFUSED = 403


@dataclass
class Entry:
    """What a request hands out. A view may count the `rows` later, or find that it hands out nothing: `is_void`."""

    action: AccessEntry.Action
    what: str
    rows: int | None = None
    is_void: bool = False


def record(request, action: AccessEntry.Action, what: str, rows: int | None = None) -> Entry:
    """Have this request written into the access log, whatever becomes of it: call it before the check that may refuse.

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
        recorded = getattr(request, "access_entries", []) or _refused_export(request, response)
        entries = [entry for entry in recorded if not entry.is_void]
        if not entries:
            return response
        try:
            _write(request, entries, _outcome(response))
        except DatabaseError:
            log.exception("The access log could not be written.")
            return _withheld(request, response)
        return response


def _refused_export(request, response) -> list[Entry]:
    """A list refuses before it knows that it was to be exported."""
    if response.status_code == REFUSED and request.GET.get("export") and getattr(request, "member", None):
        return [Entry(AccessEntry.Action.EXPORT, f"The list at {request.path}")]
    return []


def _outcome(response) -> AccessEntry.Outcome:
    if response.status_code < 400:
        return AccessEntry.Outcome.DONE
    return AccessEntry.Outcome.REFUSED if response.status_code == REFUSED else AccessEntry.Outcome.FAILED


def _write(request, entries, outcome) -> None:
    longest = AccessEntry._meta.get_field("what").max_length
    with partnership_scope(request.partnership, by=request.user):
        AccessEntry.objects.bulk_create(
            AccessEntry(
                partnership=request.partnership,
                user=request.user,
                action=entry.action,
                what=entry.what[:longest],
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
