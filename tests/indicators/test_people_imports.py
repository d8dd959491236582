"""What an import says of a unit that is not on the list goes when the import is undone."""

import datetime

import pytest
from django.urls import reverse
from lxml import html

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import batches, kind_named
from core.imports.undoing import undo
from core.models import ImportBatch
from indicators.models import Measure, PeopleAnswer
from indicators.services import people
from tests.factories import MeasureFactory, UserFactory
from tests.indicators.test_people_pages import send
from tests.partnership.importing import file_of

pytestmark = pytest.mark.django_db(transaction=True)
ROW = {"Topic": "Play", "Category": "All", "Period": "2019-20", "Unit": "playgroups", "Value": "4"}
DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def imported(darlington, officer):
    with partnership_scope(darlington, by=officer):
        batch = batches.receive(
            partnership=darlington,
            kind=kind_named("measures"),
            name="play.csv",
            content=file_of("measures", ROW),
            by=officer,
        )
        batch = batches.confirm(batch=batch, by=officer, because="They are children.")
        assert batch.state == ImportBatch.State.DONE
        return batch


def undone(darlington, officer, batch):
    with partnership_scope(darlington, by=officer):
        prepared = undo(batch=batch, by=officer, last_day=DAY)
        assert batches.confirm(batch=prepared, by=officer).state == ImportBatch.State.DONE


def said(darlington):
    with partnership_scope(darlington):
        return list(PeopleAnswer.objects.values_list("topic", "unit", "reason"))


def test_an_undo_takes_the_answer_back_with_its_figures(darlington, officer, imported):
    assert said(darlington) == [("Play", "playgroups", "They are children.")]
    undone(darlington, officer, imported)

    assert said(darlington) == []
    with partnership_scope(darlington):
        assert PeopleAnswer.with_voided.get().void_reason == "The import of play.csv was undone."
        assert not Measure.objects.exists()


def test_an_answer_stays_where_other_figures_stand_on_it(darlington, officer, imported):
    with partnership_scope(darlington):
        MeasureFactory(topic="Play", category="Other", unit="playgroups", value=2)
    undone(darlington, officer, imported)

    assert said(darlington) == [("Play", "playgroups", "They are children.")]


def test_what_somebody_has_said_since_stays(darlington, officer, imported):
    with partnership_scope(darlington, by=officer):
        series = (darlington.pk, "Play", "playgroups")
        people.say(partnership=darlington, series=series, counts_people=False, reason="They are groups.", by=officer)
    undone(darlington, officer, imported)

    assert said(darlington) == [("Play", "playgroups", "They are groups.")]


def test_the_preview_leads_to_where_somebody_says_that_they_are_no_people(darlington, member, client_for):
    """And shows, once that is said, what it would do now; the figures are in the portal as they stand in the file."""
    officer, reader = (client_for(member(darlington, role)) for role in (Role.OFFICER, Role.SCRUTINEER))
    with partnership_scope(darlington):
        batch = batches.receive(
            partnership=darlington,
            kind=kind_named("measures"),
            name="play.csv",
            content=file_of("measures", ROW),
            by=UserFactory(),
        )
    preview = reverse("imports:preview", args=["darlington", batch.pk])
    page = html.fromstring(officer.get(preview).content)
    (link,) = page.xpath("//a[starts-with(., 'No, say what they count')]/@href")
    said = {"topic": "Play", "unit": "playgroups", "counts_people": "False", "reason": "They are groups."}

    answer = send(officer, link, **said)
    assert answer.redirect_chain[-1][0] == preview
    assert "not on the list of units" not in answer.content.decode()
    send_on = officer.post(reverse("imports:confirm", args=["darlington", batch.pk]), follow=True)
    assert "play.csv was imported: 1 new" in send_on.content.decode()
    with partnership_scope(darlington):
        assert [(one.counts_people, one.reason) for one in PeopleAnswer.objects.all()] == [(False, "They are groups.")]
    shown = reader.get(reverse("indicators:measure_topic", args=["darlington", "Play"])).content.decode()
    assert "4 playgroups" in shown


@pytest.mark.parametrize("key", ["none", "6f7b2a3e-0000-4000-8000-000000000000"])
def test_no_import_of_another_key_is_checked_again(darlington, member, client_for, key):
    officer = client_for(member(darlington, Role.OFFICER))
    address = reverse("indicators:people_add", args=["darlington"])

    assert officer.get(address, {"topic": "Play", "unit": "playgroups", "import": key}).status_code == 404
