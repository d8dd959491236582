"""Whoever takes files or opens records one after another, as nobody does who works with them, has to wait for the next
hour, and the partnership's managers are told once.

What counts is told by the answer, so that no view has to say it: an attachment, or the page of one record.
"""

import datetime
from collections import Counter
from threading import Lock

from django.shortcuts import render
from django.utils import timezone

from accounts.services import bulk_reading
from core.db import quotas
from core.db.quotas import Spent

FILES, RECORDS = "exports", "records"
READING = ("GET", "HEAD")
TOO_MANY = 429
LONGEST_START = 100
HOUR = datetime.timedelta(hours=1)


class BulkReadingMiddleware:
    """Stands outside `PartnershipMiddleware`, so that what it counts is counted whatever becomes of the request."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.records = Records()

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "member", None) is None or response.status_code != 200:
            return response
        try:
            if response.get("Content-Disposition", "").startswith("attachment"):
                _spend(request, FILES, 1)
            elif request.method in READING and _is_a_records(request, response):
                self.records.count(request)
        except Spent as spent:
            return busy(request, spent)
        return response


class Records:
    """The pages of records that this process has shown and not told the database of: no page waits for that but each
    tenth of a person's."""

    STEP = 10

    def __init__(self):
        self._hour, self._lock = None, Lock()

    def count(self, request) -> None:
        """Raises `Spent` where the person has opened as many as anybody may."""
        whose = _whose(request)
        amount = self._due(whose)
        if whose in self._over:
            raise Spent(RECORDS, self._hour + HOUR)
        try:
            if amount:
                _spend(request, RECORDS, amount)
        except Spent:
            self._over.add(whose)
            raise

    def _due(self, whose) -> int:
        """How many the database is to be told of now."""
        hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        with self._lock:
            if hour != self._hour:
                self._open, self._over, self._hour = Counter(), set(), hour
            self._open[whose] += 1
            return self._open.pop(whose) if self._open[whose] >= self.STEP else 0


def busy(request, spent: Spent):
    """The page that says so, and until when."""
    page = render(request, "429.html", {"says": spent.messages[0]}, status=TOO_MANY)
    page["Retry-After"] = max(1, int((spent.again_at - timezone.now()).total_seconds()))
    return page


def _spend(request, name: str, amount: int) -> None:
    count = quotas.spend(name, _whose(request), amount)
    if quotas.is_just_spent(name, count, amount):
        bulk_reading.tell_managers(partnership=request.partnership, user=request.user, name=name)


def _whose(request) -> str:
    return f"{request.user.pk}:{request.partnership.pk}"


def _is_a_records(request, response) -> bool:
    """Whether it is a whole page, no part that a page asks for by itself, and the address says of which record."""
    is_page = not response.streaming and response.content[:LONGEST_START].lstrip().lower().startswith(b"<!doctype html")
    return is_page and len(request.resolver_match.kwargs) > 1
