"""Sections asked for, who asks, and what a report needs beside them."""

import datetime

from django.utils import timezone

from accounts.permissions import Member
from core.settings import choose
from reporting.models import ReportDate, Section
from reporting.services import sections
from tests.factories.core import OwnersFactory

TODAY = timezone.localdate


class DateFactory(OwnersFactory):
    class Meta:
        model = ReportDate
        django_get_or_create = ["code"]

    code = "T1"
    editions = "2018"
    applies_to = "children"
    text = "By the end of September."
    source = "A test"
    month = 9
    day = 30


class Of:
    def __init__(self, role, agency_id=None):
        self.role, self.agency_id = role, agency_id


def as_member(user, role):
    return Member(user, [Of(role)])


def reachable(partnership):
    """The public can read whom to ask, so that something may be published."""
    choose(partnership=partnership, key="contact", value="Write to us.", reason="For the test.", by=None)


def section(key):
    return Section.objects.get(key=key)


def ask(key, author, days, by=None):
    sections.assign(
        section=section(key), author=author, due_on=TODAY() + datetime.timedelta(days=days) if days else None, by=by
    )
