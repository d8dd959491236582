"""The order of what a section shows, how it is drawn, and two people who choose at once."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.models import Section
from reporting.services import shows
from reporting.snapshots import section_blocks
from tests.factories import MeasureFactory, SectionFactory

TOPICS = ["Training", "Audits", "Visits"]


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", "topics", *args])


def section():
    return Section.objects.select_related("report__partnership").get(key="topics")


@pytest.fixture
def officer(darlington, member, client_for, started):
    with partnership_scope(darlington):
        for topic in TOPICS:
            MeasureFactory(topic=topic, category="Held", value=7)
            MeasureFactory(topic=topic, category="Put off", value=9)
        options = {"topics": TOPICS, "caption": ["One", "Two", "Three"]}
        SectionFactory(report=started, key="topics", position=9, kind="live", source="measures", options=options)
    return client_for(member(darlington, Role.OFFICER))


def was(darlington):
    with partnership_scope(darlington):
        return shows.seen(section())


def options(darlington):
    with partnership_scope(darlington):
        return section().options


def test_the_order_is_changed_and_captions_that_would_be_wrong_are_dropped(officer, darlington):
    officer.post(url("section_order", 2, "up"), {"was": was(darlington)})

    assert options(darlington) == {"topics": ["Training", "Visits", "Audits"]}


@pytest.mark.parametrize(("place", "direction"), [(0, "up"), (2, "down"), (7, "up"), (99999, "down")])
def test_beyond_the_ends_nothing_moves(officer, darlington, place, direction):
    officer.post(url("section_order", place, direction), {"was": was(darlington)})

    assert options(darlington)["topics"] == TOPICS


def test_a_step_from_an_old_page_changes_nothing_and_says_so(officer, darlington):
    old = was(darlington)
    officer.post(url("section_order", 0, "down"), {"was": old})

    answer = officer.post(url("section_order", 0, "down"), {"was": old}, follow=True)

    assert options(darlington)["topics"] == ["Audits", "Training", "Visits"]
    assert "What this section shows has changed" in answer.content.decode()


def test_of_two_who_choose_at_once_the_second_sees_it_and_may_save_again(officer, darlington):
    old = was(darlington)
    officer.post(url("section_shows"), {"shows_0": ["Audits"], "was": old})

    answer = officer.post(url("section_shows"), {"shows_0": ["Visits"], "was": old})

    page = answer.content.decode()
    assert "What this section shows has changed" in page
    assert options(darlington)["topics"] == ["Audits"]
    officer.post(url("section_shows"), {"shows_0": ["Visits"], "was": was(darlington)})
    assert options(darlington)["topics"] == ["Visits"]


def test_chart_and_caption_are_what_was_asked_for(officer, darlington):
    sent = {"chart": "yes", "chart_kind": "line", "caption": "What was held\nWhat was checked", "was": was(darlington)}

    officer.post(url("section_drawing"), sent)

    kept = options(darlington)
    assert (kept["chart"], kept["chart_kind"]) == (True, "line")
    assert kept["caption"] == ["What was held", "What was checked"]
    with partnership_scope(darlington):
        assert any("What was held" in block.get("caption", "") for block in section_blocks(section()))


def test_left_empty_the_section_does_as_it_does_by_itself(officer, darlington):
    officer.post(url("section_drawing"), {"chart": "", "chart_kind": "", "caption": "", "was": was(darlington)})

    assert options(darlington) == {"topics": TOPICS}


def test_a_kind_that_there_is_none_of_is_asked_for_again(officer, darlington):
    answer = officer.post(url("section_drawing"), {"chart_kind": "pie", "was": was(darlington)})

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_section_that_somebody_writes_has_no_chart(officer):
    address = reverse("reporting:section_drawing", args=["darlington", "2019-20", "people"])

    assert officer.get(address).status_code == 404


def test_an_accepted_section_is_drawn_as_it_was_accepted(officer, darlington):
    with partnership_scope(darlington):
        Section.objects.filter(key="topics").update(state="accepted")

    answer = officer.post(url("section_drawing"), {"chart": "no", "was": was(darlington)})

    assert "Take the acceptance back first" in answer.content.decode()
    assert "Take the acceptance back first" in officer.get(url("section_drawing"), follow=True).content.decode()
    assert "chart" not in options(darlington)
    with partnership_scope(darlington):
        assert section().state == Section.State.ACCEPTED
