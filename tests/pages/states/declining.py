"""What the link in an author's mail leads to, for somebody who is not signed in."""

from django.urls import reverse

from accounts.roles import Role
from accounts.services import task_links
from core.models import Partnership
from reporting.mails import CANNOT_WRITE
from reporting.services import sections
from tests.factories import SectionFactory, UserFactory, make_member
from tests.pages.state import State


def cannot_write():
    partnership = Partnership.objects.get(slug="darlington")
    author = make_member(partnership, Role.CONTRIBUTOR, user=UserFactory(name="Named Nurse"))
    section = SectionFactory(title="What children and their families told us")
    sections.assign(section=section, author=author, due_on=None, by=None)
    says = {"section": section.title, "report": "annual report 2019-20", "asking": "Darlington"}
    task = {"user": author, "kind": CANNOT_WRITE, "subject_id": section.pk, "says": says}
    return reverse("cannot_write", args=[task_links.token_for(partnership=partnership, **task)])


def press(page):
    page.get_by_role("button", name="I cannot write it").click()
    page.get_by_role("heading", name="Thank you for saying so").wait_for()


STATES = [
    State("cannot-write", cannot_write, role=None),
    State("cannot-write-said", cannot_write, role=None, act=press),
    State("cannot-write-over", lambda: reverse("cannot_write", args=["x"]), role=None, status=410),
]
