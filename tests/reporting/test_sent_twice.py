"""A form or button of a report that is sent twice does its work once and leads to the same place."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Mail
from reporting.models import Report, Section
from reporting.services import sections


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", *args])


def receipt_in(page, before=""):
    html = page.content.decode()
    return {"receipt": re.search(r'name="receipt" value="([^"]+)"', html[html.index(before) :]).group(1)}


def test_a_section_that_is_added_twice_stands_once(officer, darlington, started):
    where = url("section_add", "2019-20")
    form = {"title": "Our own", "level": "1"} | receipt_in(officer.get(where))

    first, second = officer.post(where, form), officer.post(where, form)

    assert first.url == second.url == url("outline", "2019-20")
    with partnership_scope(darlington):
        assert Section.objects.filter(title="Our own").count() == 1


def test_a_second_section_from_a_page_that_was_sent_is_asked_about(officer, darlington, started):
    where = url("section_add", "2019-20")
    form = {"title": "Our own", "level": "1"} | receipt_in(officer.get(where))
    officer.post(where, form)

    page = officer.post(where, form | {"title": "Another"})

    assert "You have sent this form before, with other words" in page.content.decode()
    officer.post(where, form | {"title": "Another"} | receipt_in(page))
    with partnership_scope(darlington):
        assert Section.objects.filter(title__in=["Our own", "Another"]).count() == 2


def test_a_report_that_is_started_twice_leads_to_it_twice(officer, darlington, template):
    typed = {"year": "2020-21", "outline_for": "2020-21", "template": template.pk, "title": "T"}
    form = typed | receipt_in(officer.get(url("start")))

    first, second = officer.post(url("start"), form), officer.post(url("start"), form)

    assert first.url == second.url == url("outline", "2020-21")
    with partnership_scope(darlington):
        assert Report.objects.count() == 1


def test_one_click_too_many_reminds_once_and_another_click_again(officer, darlington, started, member):
    author = member(darlington, Role.CONTRIBUTOR)
    with partnership_scope(darlington):
        sections.assign(section=Section.objects.get(key="people"), author=author, due_on=None, by=None)
    remind = url("section_remind", "2019-20", "people")

    for _ in range(2):
        button = receipt_in(officer.get(url("outline", "2019-20")), remind)
        first, second = officer.post(remind, button), officer.post(remind, button)
        assert first.url == second.url == url("outline", "2019-20")

    with partnership_scope(darlington):
        assert Mail.objects.filter(kind="reporting.reminder").count() == 2
