"""“Ready” counts what is really there, the same on every page, and as soon as a record has changed."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting import readiness
from reporting.models import Report, Section
from reporting.readiness import known, readiness_of
from reporting.services import reports, sections
from tests.factories import AgencyFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory
from tests.reporting.asking import section

pytestmark = pytest.mark.django_db(transaction=True)
LIST = reverse("reporting:reports", args=["darlington"])
OUTLINE = reverse("reporting:outline", args=["darlington", "2019-20"])
CHECKLIST = reverse("reporting:checklist", args=["darlington", "2019-20"])


def shown(client):
    """What home, outline and list say is ready; the list as its own request for what has changed answers."""
    (card,) = (one for one in client.get("/darlington/").context["cards"] if one.title == "Annual report")
    counted = client.get(OUTLINE).context["readiness"]
    listed = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    (of_list,) = (f"{n} of 3" for n in range(4) if f"{n} of 3 sections ready" in listed)
    return card.figure, f"{counted.ready} of {counted.kept}", of_list


def test_a_section_that_the_records_cannot_fill_is_not_ready_on_any_page(officer, darlington, started):
    assert shown(officer) == ("0 of 3",) * 3

    with partnership_scope(darlington):
        AgencyFactory(name="Durham Constabulary", kind="statutory", starts_on="2010-01-01")
    assert shown(officer) == ("1 of 3",) * 3

    with partnership_scope(darlington):
        sections.write(section=section("people"), text="Words.", version=1, by=None)
        assert readiness_of(Report.objects.get()).lacking.keys() == {"foreword"}
        sections.accept(section=section("people"), by=None)
    assert shown(officer) == ("2 of 3",) * 3

    with partnership_scope(darlington):
        reports.leave_out(section=section("foreword"), reason="None this year", by=None)
    assert officer.get(OUTLINE).context["readiness"].kept == 2


def test_an_accepted_section_is_ready_only_with_something_in_it(officer, darlington, started):
    with partnership_scope(darlington):
        sections.accept(section=section("agencies"), by=None)

    assert shown(officer)[1] == "0 of 3"


def test_nothing_is_counted_again_while_no_record_changes(officer, darlington, started, monkeypatch):
    officer.get(OUTLINE)
    counted = []
    monkeypatch.setattr(readiness, "_count", lambda report: counted.append(report))

    officer.get(OUTLINE)
    officer.get("/darlington/")
    officer.get(LIST, headers={"HX-Request": "true"})

    assert counted == []


def test_the_list_says_how_much_is_ready_as_soon_as_it_is_known(officer, started):
    first = officer.get(LIST).content.decode()
    assert 'hx-trigger="load"' in first
    assert "Open it to see how many sections are ready" in first

    fragment = officer.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "0 of 3 sections ready" in fragment
    assert not {"<html", "hx-trigger"} & set(fragment.split())

    again = officer.get(LIST).content.decode()
    assert "0 of 3 sections ready" in again
    assert 'hx-trigger="load"' not in again


def test_the_list_takes_the_same_queries_for_many_reports(officer, darlington, start, django_assert_num_queries):
    def begin(*years):
        with partnership_scope(darlington):
            template = Report.objects.get().template
            for year in years:
                reports.start(partnership=darlington, year=year, template=template, title="Annual report", by=None)

    with partnership_scope(darlington):
        start(darlington)
    for years in ([], ["2020-21", "2021-22"]):
        officer.get(LIST, headers={"HX-Request": "true"})
        begin(*years)
        with django_assert_num_queries(13):
            officer.get(LIST)
        officer.get(LIST, headers={"HX-Request": "true"})
        with django_assert_num_queries(13):
            assert not officer.get(LIST).context["is_counting"]


def test_a_checklist_line_is_ready_only_with_something_in_its_sections(officer, darlington, started):
    with partnership_scope(darlington):
        Section.objects.filter(key="agencies").update(covers=["A9i"])
        Section.objects.exclude(key="agencies").update(covers=[])
    before = officer.get(CHECKLIST).context["covered"]
    with partnership_scope(darlington):
        AgencyFactory(kind="statutory", starts_on="2010-01-01")

    after = officer.get(CHECKLIST).context["covered"]

    assert not any(line.is_ready for line in before)
    assert [line.is_ready for line in after if line.sections] == [True] * len([x for x in after if x.sections])


def test_the_outline_lists_what_is_still_to_come_with_the_page_that_mends_it(officer, started):
    page = officer.get(OUTLINE).content.decode()

    listed = page.split('id="still-to-come"')[1].split("</ul>")[0]
    assert "3 sections have nothing yet" in listed
    for key, lacks in (
        ("foreword", "Nobody has written this section yet."),
        ("people", "Nobody has written this section yet."),
        ("agencies", "No agency is recorded for 31 March 2020."),
    ):
        address = reverse("reporting:section", args=["darlington", "2019-20", key])
        assert lacks in listed.split(address)[1].split("</li>")[0]
    assert "Nothing to show yet" in page.split('id="outline"')[1]


def test_what_cannot_be_printed_is_still_to_come(darlington, started):
    with partnership_scope(darlington):
        sections.write(section=section("people"), text="A snowman \N{SNOWMAN}.", version=1, by=None)

        assert "(snowman)" in readiness_of(started).lacking["people"]


def test_only_reports_that_were_counted_are_known(darlington, started):
    with partnership_scope(darlington):
        assert known(darlington, [started.pk]) == {}
        readiness_of(started)
        assert list(known(darlington, [started.pk])) == [started.pk]


def test_the_list_says_which_edition_is_public_and_what_is_in_preparation(officer, darlington, started, people):
    with partnership_scope(darlington):
        EditionFactory(report=started, number=1, state="published", signed_at="2020-09-01T10:00Z")
        PublishedEditionFactory(number=1)
    page = officer.get(LIST).content.decode()
    assert "since 30 September 2020" in page
    assert reverse("public:edition", args=["darlington", "2019-20", 1]) in page
    assert "sections ready" not in page
    assert "is compiled" not in page

    with partnership_scope(darlington):
        lacking = [{"key": "people", "number": "1", "title": "People", "reason": "Nobody has written it yet."}]
        EditionFactory(report=started, number=2, lacking=lacking)

    page = officer.get(LIST).content.decode()
    assert "since 30 September 2020" in page
    assert "is a draft: 1 section has nothing yet" in page


def test_years_stand_in_order_the_newest_first(officer, darlington, started):
    with partnership_scope(darlington):
        for year in ("2021-22", "2018-19", "2020-21"):
            reports.start(partnership=darlington, year=year, template=started.template, title="Annual report", by=None)

    listed = [one.report.year for one in officer.get(LIST).context["reports"]]

    assert listed == ["2021-22", "2020-21", "2019-20", "2018-19"]


def test_who_sees_no_drafts_is_told_nothing_of_them(darlington, started, member, client_for):
    with partnership_scope(darlington):
        EditionFactory(report=started, number=1, state="published", signed_at="2020-09-01T10:00Z")
        PublishedEditionFactory(number=1)
        EditionFactory(report=started, number=2, lacking=[{"key": "people", "reason": "No."}])
    scrutineer = client_for(member(darlington, Role.SCRUTINEER))

    page = scrutineer.get(LIST).content.decode()

    assert "since 30 September 2020" in page
    assert "draft" not in page.split("<main")[1].split("</main")[0].lower()
    assert "ready" not in page.split("<main")[1].split("</main")[0]
    assert scrutineer.get(reverse("reporting:edition", args=["darlington", "2019-20", 2])).status_code == 403
