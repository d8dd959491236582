"""Who is sent a copy of a published report: said on its page, by the guidance that the report was made under."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.settings import choose
from reporting.catalogue import copies, templates
from reporting.copies import copies_of
from reporting.models import PublishedEdition, Report
from tests.factories import ReportFactory, UserFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory, ReportTemplateFactory

PAGE = reverse("reporting:edition", args=["darlington", "2019-20", 1])
SENT = "Send a copy to the National Panel within 7 days of publication, by 7 October 2020."
FOUNDATIONS = "Foundations (What Works Centre for Children & Families)"
OTHER = "Send a copy to Foundations (What Works Centre for Children &amp; Families) within 7 days"


@pytest.fixture
def report(darlington):
    """A report under the guidance of 2023, published on 30 September 2020."""
    with partnership_scope(darlington):
        report = ReportFactory(template=ReportTemplateFactory(code="guidance-2023", edition="2023"))
        EditionFactory(report=report, state="published", signed_at="2020-09-01T00:00Z")
        PublishedEditionFactory(published_on=datetime.date(2020, 9, 30))
        return report


@pytest.fixture
def page(darlington, member, client_for):
    def text(role=Role.MANAGER):
        return " ".join(client_for(member(darlington, role)).get(PAGE).content.decode().split())

    return text


def test_the_page_of_a_published_edition_says_who_is_sent_a_copy_and_by_when(report, page):
    text = page()

    assert SENT in text
    assert OTHER in text
    assert next(row["Source"] for row in copies() if row["Code"] == "A8-body") in text


def test_the_national_body_has_the_name_that_the_partnership_set(report, page, darlington):
    with partnership_scope(darlington):
        named = {
            "key": "national_body",
            "value": "Child Protection Authority",
            "reason": "By law.",
            "by": UserFactory(),
        }
        choose(partnership=darlington, **named)

    assert "Send a copy to the Child Protection Authority within 7 days" in page()


def test_guidance_that_asks_for_no_copies_is_silent(report, page, darlington):
    with partnership_scope(darlington):
        Report.objects.update(template=ReportTemplateFactory(code="of-2010", edition="2010"))

    assert "Send a copy" not in page()


def test_nothing_is_sent_of_what_is_not_published_or_was_taken_down(report, page, darlington):
    with partnership_scope(darlington):
        PublishedEdition.objects.update(taken_down_on=datetime.date(2020, 10, 1), replacement="Gone.")
    assert "Send a copy" not in page()

    with partnership_scope(darlington):
        PublishedEdition.objects.update(taken_down_on=None)
        report.editions.update(state="superseded")
    assert "Send a copy" not in page()


def test_it_is_said_to_those_who_make_the_report(report, page):
    assert SENT not in page(Role.SCRUTINEER)


ADULTS = [
    "the chief executive of the local authority",
    "the leader of the local authority",
    "the local policing body (police and crime commissioner or mayor)",
    "Local Healthwatch",
    "the chair of the Health and Wellbeing Board",
]
CHILDREN = ["the National Panel", FOUNDATIONS]


@pytest.mark.parametrize("shipped", templates(), ids=lambda shipped: shipped["code"])
def test_every_shipped_outline_has_the_recipients_that_its_law_and_guidance_name(shipped, darlington):
    """Care Act 2014 for adults, Working Together for children, both for a joint report."""
    with partnership_scope(darlington):
        report = ReportFactory(template=ReportTemplateFactory(**shipped))
        found = copies_of(report, PublishedEditionFactory(published_on=datetime.date(2026, 9, 30)))

    days = {copy.recipient: copy.by for copy in found}
    expected = CHILDREN * ("children" in shipped["applies_to"]) + ADULTS * ("adults" in shipped["applies_to"])
    assert list(days) == expected
    assert {days[one] for one in expected if one in CHILDREN} <= {datetime.date(2026, 10, 7)}
    assert {days[one] for one in expected if one in ADULTS} <= {None}


def test_a_recipient_of_its_time_is_named_for_what_was_published_then(report, page, darlington):
    with partnership_scope(darlington):
        Report.objects.update(template=ReportTemplateFactory(code="of-2018", edition="2018"))

    text = page()
    assert "Send a copy to the What Works Centre for Children’s Social Care within 7 days" in text
    assert OTHER not in text


def test_a_copy_for_which_no_day_is_set_names_none(report, page, darlington):
    with partnership_scope(darlington):
        Report.objects.update(template=ReportTemplateFactory(code="board", edition="2014", applies_to="adults"))

    assert "Send a copy to Local Healthwatch. " in page()


def test_each_rule_of_the_catalogue_is_complete():
    may_be_empty = {"Days", "From", "Until"}
    assert len({row["Code"] for row in copies()}) == len(copies())
    for row in copies():
        assert all(value for name, value in row.items() if name not in may_be_empty)
        assert row["Status"] in {"V", "K"}
        assert row["Days"] == "" or int(row["Days"]) > 0
        assert all(row[name] == "" or datetime.date.fromisoformat(row[name]) for name in ("From", "Until"))
        assert set(row["Editions"].split(";")) <= {template["edition"] for template in templates()}
