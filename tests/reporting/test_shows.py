"""Choosing in a page what a section shows, so that a report made from a template can be compiled."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.models import Section
from reporting.services import sections, shows
from reporting.snapshots import section_blocks
from tests.factories import (
    ContributionFactory,
    GroupFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MeasureFactory,
    SectionFactory,
)

ADDRESS = ("section_shows", "2019-20")


def url(name, *args, slug="darlington"):
    return reverse(f"reporting:{name}", args=[slug, *args])


def section(key):
    return Section.objects.select_related("report__partnership").get(key=key)


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


@pytest.fixture
def live(started, darlington):
    """`live(key, source, **options)` adds a section that the records fill."""

    def add(key, source, **options):
        with partnership_scope(darlington):
            SectionFactory(report=started, key=key, title=key, position=99, kind="live", source=source, options=options)

    return add


@pytest.fixture
def training(darlington):
    with partnership_scope(darlington):
        MeasureFactory(topic="Training", category="Attendances", value=2861)
        MeasureFactory(topic="Training", category="Modules", value=383)
        MeasureFactory(topic="Audits", category="Completed", value=40)


def test_a_section_with_nothing_chosen_is_filled_after_a_choice(officer, live, training, darlington):
    live("figures", "key-figures", items=[])
    address = url(*ADDRESS, "figures")
    page = officer.get(url("section", "2019-20", "figures")).content.decode()
    assert "Choose the figures to show." in page
    assert page.count(address) == 2

    page = officer.get(address).content.decode()
    assert "Training, Attendances: 2,861, 2019-20" in page
    with partnership_scope(darlington):
        first = shows.offer(section("figures")).choices[0]
    answer = officer.post(address, {"shows_0": [first.value]})

    assert answer["Location"] == url("section", "2019-20", "figures")
    with partnership_scope(darlington):
        (block,) = section_blocks(section("figures"))
    assert [item["label"] for item in block["items"]] == ["Completed"]


def test_what_cannot_be_chosen_stays_as_it_was(officer, live, training, darlington):
    live("topics", "measures", topics=["Training"], chart=False, chart_kind="bar", caption="What was taught")

    officer.post(url(*ADDRESS, "topics"), {"shows_0": ["Audits", "Training"]})

    with partnership_scope(darlington):
        assert section("topics").options == {
            "topics": ["Training", "Audits"],
            "chart": False,
            "chart_kind": "bar",
            "caption": "What was taught",
        }


def test_the_page_opens_with_what_is_chosen_and_names_what_is_gone(officer, live, training):
    live("topics", "measures", topics=["Training", "Reviews"])

    page = officer.get(url(*ADDRESS, "topics")).content.decode()

    assert page.count(" checked") == 1
    assert "<li>Reviews</li>" in page


def test_each_source_of_a_template_can_be_chosen_for_and_then_compiles(officer, live, training, darlington):
    with partnership_scope(darlington):
        for part in ("", "Girls", "Boys"):
            IndicatorValueFactory(indicator=IndicatorFactory(number=8201), breakdown=part, value=40)
        GroupFactory(name="Panel", purpose="To decide.")
        ContributionFactory()
    for source in ("key-figures", "indicators", "indicator-breakdown", "measures", "group-purposes", "contributions"):
        live(source, source)
        with partnership_scope(darlington):
            first = shows.offer(section(source)).choices[0]

        answer = officer.post(url(*ADDRESS, source), {"shows_0": [first.value]})

        assert answer.status_code == 302, source
        with partnership_scope(darlington):
            assert section_blocks(section(source)), source
            assert section(source).options, source
            section(source).delete()


@pytest.mark.parametrize("source", ["key-figures", "indicator-breakdown", "measures"])
def test_nothing_ticked_is_asked_for_again(officer, live, training, darlington, source):
    with partnership_scope(darlington):
        IndicatorValueFactory(indicator=IndicatorFactory(number=8201), breakdown="Girls", value=40)
    live("empty", source)

    answer = officer.post(url(*ADDRESS, "empty"), {})

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "to show</a>" in answer.content.decode()


def test_what_is_not_offered_is_refused(officer, live, training, darlington):
    live("topics", "measures", topics=["Training"])

    answer = officer.post(url(*ADDRESS, "topics"), {"shows_0": ["Training", "Elsewhere"]})

    assert "There is a problem" in answer.content.decode()
    with partnership_scope(darlington):
        assert section("topics").options == {"topics": ["Training"]}
        with pytest.raises(shows.CannotChoose):
            shows.choose(section=section("topics"), values=["Elsewhere"], by=None)


def test_where_the_records_hold_nothing_the_page_leads_to_the_import(officer, live):
    live("figures", "indicators", numbers=[])

    page = officer.get(url(*ADDRESS, "figures")).content.decode()

    assert "No value of an indicator is recorded for this year yet." in page
    assert reverse("imports:kind", args=["darlington", "indicators"]) in page
    assert officer.post(url(*ADDRESS, "figures"), {"shows_0": ["1"]}).status_code == 200


@pytest.mark.parametrize("key", ["foreword", "agencies"])
def test_a_section_that_leaves_no_choice_has_no_such_page(officer, started, key):
    assert officer.get(url(*ADDRESS, key)).status_code == 404
    assert "shows/" not in officer.get(url("section", "2019-20", key)).content.decode()


@pytest.mark.parametrize("role", [Role.SCRUTINEER, Role.CONTRIBUTOR, Role.LEAD_PARTNER])
def test_only_those_who_keep_the_report_choose(live, training, darlington, member, client_for, role):
    live("topics", "measures", topics=["Training"])
    client = client_for(member(darlington, role))

    assert client.get(url(*ADDRESS, "topics")).status_code == 403
    assert client.post(url(*ADDRESS, "topics"), {"shows_0": ["Audits"]}).status_code == 403


def test_an_author_sees_no_link_to_it(live, training, darlington, member, client_for):
    live("topics", "measures")
    author = member(darlington, Role.CONTRIBUTOR)
    with partnership_scope(darlington):
        sections.assign(section=section("topics"), author=author, due_on=None, by=None)

    page = client_for(author).get(url("section", "2019-20", "topics")).content.decode()

    assert "Choose the topics to show." in page
    assert "shows/" not in page


def test_another_partnerships_section_is_not_found(live, training, durham, member, client_for):
    live("topics", "measures")
    client = client_for(member(durham, Role.OFFICER))

    missing = client.get(url(*ADDRESS, "topics", slug="durham"))
    assert missing.status_code == 404
    assert "Training" not in missing.content.decode()
    assert "Darlington" not in missing.content.decode()
    assert client.get(url(*ADDRESS, "topics")).status_code == 404


def test_an_accepted_section_shows_what_it_showed_until_the_acceptance_is_taken_back(live, training, darlington):
    live("topics", "measures", topics=["Training"])
    with partnership_scope(darlington):
        sections.accept(section=section("topics"), by=None)

        shows.choose(section=section("topics"), values=["Training"], by=None)
        assert section("topics").state == Section.State.ACCEPTED

        with pytest.raises(shows.CannotChoose, match="Take the acceptance back first"):
            shows.choose(section=section("topics"), values=["Audits"], by=None)
        assert section("topics").state == Section.State.ACCEPTED
        assert section("topics").options == {"topics": ["Training"]}


def test_a_choice_keeps_its_history(live, training, darlington):
    live("topics", "measures", topics=["Training"])
    with partnership_scope(darlington):
        shows.choose(section=section("topics"), values=["Audits"], by=None)

        history = Section.pgh_event_model.objects.filter(pgh_obj_id=section("topics").pk).order_by("pgh_id")
        assert [row.options["topics"] for row in history] == [["Training"], ["Audits"]]


def test_a_choice_of_removed_records_is_named_where_the_section_is_shown(live, darlington):
    live("topics", "measures", topics=["Reviews"])

    with partnership_scope(darlington):
        assert "“Reviews”" in section_blocks(section("topics"))[-1]["reason"]


@pytest.mark.django_db(transaction=True)
def test_the_page_takes_the_same_queries_for_many_choices(
    officer, live, training, darlington, django_assert_num_queries, django_assert_max_num_queries
):
    live("figures", "key-figures")
    address = url(*ADDRESS, "figures")
    officer.get(address)
    with django_assert_max_num_queries(16) as counted:
        officer.get(address)
    with partnership_scope(darlington):
        for number in range(30):
            MeasureFactory(topic=f"Topic {number}")

    with django_assert_num_queries(len(counted)):
        officer.get(address)
