"""A compile that is refused says that nothing is lost, and leads to what is to be mended."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core import jobs
from core.db.tenancy import partnership_scope
from core.models import Job
from reporting.editions import CannotRender, render_pdf
from reporting.services import editions, reports
from tests.factories.reporting import EditionFactory
from tests.reporting.sample import snapshot

PAGES = {name: reverse(f"reporting:{name}", args=["darlington", "2019-20"]) for name in ("rename", "section_add")}


@pytest.fixture
def refused(darlington, started):
    """`refused(message)` is the address of the page of a compile that failed with it."""

    def fail(message):
        with partnership_scope(darlington):
            job = jobs.ask(editions.COMPILE, partnership=darlington, by=None, subject=started)
            Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, message=message)
        return reverse("reporting:compiling", args=["darlington", "2019-20", job.pk])

    return fail


def test_it_says_that_nothing_is_lost_and_keeps_the_edition_before(officer, refused, darlington, started):
    with partnership_scope(darlington):
        EditionFactory(report=started, number=3)

    page = officer.get(refused(jobs.TRIED_TOO_OFTEN)).content.decode()

    assert jobs.TRIED_TOO_OFTEN in page
    assert "No edition was made, your text is safe" in page
    assert "edition 3</a> stays as it is" in page
    assert "Compile again" in page


def test_it_leads_to_the_section_that_it_names(officer, refused):
    page = officer.get(
        refused("“People”: the report’s typeface has no “x” (snowman); write it in words")
    ).content.decode()

    assert reverse("reporting:section", args=["darlington", "2019-20", "people"]) in page
    assert reverse("reporting:section", args=["darlington", "2019-20", "foreword"]) not in page


def test_it_leads_to_the_cover_that_cannot_be_printed(officer, refused):
    broken = snapshot()
    broken["subtitle"] = "\N{SNOWMAN}"
    with pytest.raises(CannotRender) as reason:
        render_pdf(broken)

    page = officer.get(refused(str(reason.value))).content.decode()

    assert PAGES["rename"] in page
    assert PAGES["section_add"] not in page


def test_it_leads_to_adding_a_section_where_there_is_none(officer, refused, darlington, started):
    with partnership_scope(darlington):
        for one in started.sections.all():
            reports.leave_out(section=one, reason="No", by=None)

    assert PAGES["section_add"] in officer.get(refused("The report has no sections.")).content.decode()


def test_who_cannot_change_the_report_is_offered_nothing_to_mend(refused, darlington, member, client_for):
    partner = client_for(member(darlington, Role.LEAD_PARTNER))

    page = partner.get(refused("“The cover”: no.")).content.decode()

    assert "No edition was made, your text is safe" in page
    assert PAGES["rename"] not in page
    assert "Compile again" not in page
