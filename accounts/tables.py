from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from accounts.models import Membership, MembershipRole, Note
from accounts.models.states import MemberState
from core.lists.tables import Column, MomentColumn, Table


class PeopleTable(Table):
    name = Column(verbose_name="Name", accessor="shown_name", linkify=True, order_by="shown_name__sort")
    email = Column(verbose_name="Email address", accessor="shown_email")
    roles = Column(verbose_name="Roles", accessor="told", orderable=False)
    state = Column(verbose_name="State")
    has_second_factor = Column(verbose_name="Second factor")
    last_seen = MomentColumn(verbose_name="Last seen", accessor="shown_last_seen", default="Never")

    caption = "People with access"
    tells_of_people = True
    nouns = ("person", "people")

    class Meta:
        model = Membership
        fields = ("name", "email", "roles", "state", "has_second_factor", "last_seen")

    def render_roles(self, value):
        return "; ".join(_told(**held) for held in value) or "No role"

    def value_roles(self, value):
        return self.render_roles(value)

    def render_state(self, value, record):
        return with_problem(value, record)

    def value_state(self, value, record):
        label = MemberState(value).label
        return f"{label}: {record.problem}" if value == MemberState.REFUSED else label

    def render_has_second_factor(self, value):
        return "Yes" if value else "No"


def _told(*, role, agency, starts_on, ends_on) -> str:
    held = MembershipRole(role=role, starts_on=_day(starts_on), ends_on=_day(ends_on))
    name = f"{held.get_role_display()}, {agency}" if agency else held.get_role_display()
    return f"{name} ({held.when})" if held.when else name


def _day(text):
    return text and parse_date(text)


class TitledColumn(Column):
    """A note's title; its text stands beside it in the list's file."""

    exports = (("Note", "title"), ("Text", "text"))


class NoteTable(Table):
    title = TitledColumn(verbose_name="Note", linkify=True, order_by="title__sort")
    about = Column(verbose_name="Page", orderable=False)
    written_at = MomentColumn(verbose_name="Written")

    caption = "Your notes"

    class Meta:
        model = Note
        fields = ("title", "about", "written_at")

    def render_about(self, value):
        return format_html('<a class="govuk-link" href="{}">{}</a>', value, value) if value else "—"


def with_problem(state, record):
    """The state in words, with what the mail server said, or until when an invitation can be accepted."""
    label = MemberState(state).label
    if state == MemberState.REFUSED:
        return format_html(
            '<strong class="p-status p-status--late">{}</strong><span class="p-note">{}</span>', label, record.problem
        )
    if state == MemberState.INVITED and record.expires_at:
        until = date_format(localtime(record.expires_at), "j F Y")
        return format_html('{}<span class="p-note">until {}</span>', label, until)
    if state == MemberState.ENDED:
        return format_html('{}<span class="p-note">{}</span>', label, date_format(record.last_day, "j F Y"))
    return label
