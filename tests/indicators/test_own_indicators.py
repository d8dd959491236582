"""Indicators that a partnership counts for itself: kept, listed, told of when figures are due, and ended."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.models import Measure, OwnIndicator
from tests import factories

KIT = re.compile(r'<input type="hidden" name="(version|receipt)" value="([^"]*)"')
TODAY = datetime.date(2026, 11, 21)
DEFINITION = "Visits to a “home” <for> children."


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def reader(darlington, member, client_for):
    return client_for(member(darlington, Role.SCRUTINEER))


@pytest.fixture
def own(darlington):
    with partnership_scope(darlington):
        return factories.OwnIndicatorFactory(topic="Visits", definition=DEFINITION, frequency="Quarterly", unit="wd")


def url(name, *args):
    return reverse(f"indicators:{name}", args=["darlington", *args])


def text(response):
    return response.content.decode()


def send(client, address, **typed):
    return client.post(address, dict(KIT.findall(text(client.get(address)))) | typed)


def duties(client):
    found = client.get("/darlington/").context["duties"]
    return [due.duty.title for due in [*found.late, *found.next]]


def figure(partnership, **facts):
    with partnership_scope(partnership):
        return factories.MeasureFactory(**{"topic": "Visits", **facts})


def test_one_is_added_and_shown_before_it_has_figures(officer, reader, darlington):
    sent = {"topic": "Visits", "definition": DEFINITION, "unit": "n", "good_direction": "up", "frequency": "Yearly"}
    done = send(officer, url("own_add"), **sent)

    assert done.url == url("measure_topic", "Visits")
    page = text(reader.get(done.url))
    assert "Indicator of your own" in page
    assert "Visits to a “home” &lt;for&gt; children." in page
    assert "No figures yet" in page
    assert "Each year" in page
    listed = text(reader.get(url("measures")))
    assert f'href="{done.url}"' in listed
    assert "Own indicator" in listed


def test_its_values_are_the_figures_of_its_name(officer, darlington, own):
    figure(darlington, category="All", value=4321, unit="wd")
    page = text(officer.get(url("measure_topic", "Visits")))

    assert "4,321 working days" in page
    assert "Make it an indicator of your own" not in page
    assert '<input class="govuk-input' in (form := text(officer.get(f"{url('measure_add')}?topic=Visits")))
    assert 'value="wd"' in form


def test_a_figure_without_a_category_is_added(officer, darlington, own):
    address = f"{url('measure_add')}?topic=Visits"
    assert officer.get(address).context["form"].initial["period"] == "quarter"
    typed = {"unit": "wd", "value": "7", "period": "quarter", "in_quarter": "2026-27 Q1"}
    send(officer, address, topic="Visits", **typed)
    with partnership_scope(darlington):
        assert Measure.objects.get().category == "All"

    assert "Enter the category" in text(send(officer, url("measure_add"), topic="Another", **typed))


def test_the_indicators_lead_to_those_of_their_own(reader, officer, darlington, own):
    figure(darlington, topic="Attendances")
    for client in (reader, officer):
        page = text(client.get(url("indicators")))
        assert f'href="{url("measures")}?sort=-own">Indicators of your own</a>' in page
        assert (f'href="{url("own_add")}"' in page) == (client is officer)
    first = officer.get(f"{url('measures')}?sort=-own").context["table"].rows[0]
    assert first.get_cell_value("topic") == "Visits"


@pytest.mark.parametrize("name", [".", "..", "Visits/..", "/Visits", "Visits/ /x", "VISITS"])
def test_a_name_has_a_page_of_its_own(officer, own, name):
    sent = {"definition": "x", "unit": "n", "good_direction": "up", "topic": name}
    says = text(send(officer, url("own_add"), **sent))

    assert ("of this name already" if name == "VISITS" else "A name needs letters") in says


@pytest.mark.parametrize("page", ["measure_add", "measure_parts"])
def test_a_topic_has_a_page_that_can_be_reached(officer, page):
    typed = {"category": "All", "unit": "n", "value": "7", "period": "year", "in_year": "2019-20"}

    assert "A name needs letters" in text(send(officer, url(page), topic="..", **typed))


def test_a_name_is_there_once_and_stays(officer, darlington, own):
    again = send(officer, url("own_add"), topic="Visits", definition="x", unit="n", good_direction="up")
    assert "There is an indicator of your own of this name already" in text(again)

    changed = {"definition": "Other visits.", "unit": "n", "good_direction": "down", "topic": "Another"}
    send(officer, url("own", own.pk), **changed)
    with partnership_scope(darlington):
        now = OwnIndicator.objects.get()
    assert (now.topic, now.definition, now.good_direction) == ("Visits", "Other visits.", "down")
    assert "Other visits." in text(
        officer.get(reverse("history", args=["darlington", "indicators.ownindicator", own.pk]))
    )


def test_figures_are_asked_for_by_the_calendar_until_it_ends(officer, darlington, own):
    assert "Add the first figure of “Visits”" in duties(officer)
    figure(darlington, period="2025-26 Q4")
    assert "Add quarter 1 of 2026-27 of “Visits”" in duties(officer)

    send(officer, url("own_end", own.pk), ends_on_day="20", ends_on_month="11", ends_on_year="2026")
    assert not [title for title in duties(officer) if "Visits" in title]
    assert "Own indicator, ended" in text(officer.get(url("measures")))
    with partnership_scope(darlington):
        assert Measure.objects.count() == 1


def test_one_whose_figures_are_there_asks_for_nothing(officer, darlington, own):
    figure(darlington, period="2026-27 Q1")

    assert not [title for title in duties(officer) if "Visits" in title]


@pytest.mark.parametrize("words", ["home", "visits"])
def test_the_search_finds_it_and_what_it_counts(reader, own, words):
    page = text(reader.get(f"{reverse('search', args=['darlington'])}?q={words}"))

    assert "Indicators of your own" in page
    assert url("measure_topic", "Visits") in page


def test_readers_change_nothing_and_other_partnerships_see_nothing(reader, officer, durham, own):
    with partnership_scope(durham):
        theirs = factories.OwnIndicatorFactory(topic="Theirs")

    assert reader.get(url("own", own.pk)).status_code == 403
    assert "Change what it counts" not in text(reader.get(url("measure_topic", "Visits")))
    assert officer.get(url("own", theirs.pk)).status_code == 404
    assert officer.get(url("measure_topic", "Theirs")).status_code == 404
    assert "Theirs" not in text(officer.get(url("measures")))


def test_the_list_takes_the_same_queries_for_many(officer, darlington):
    counts = []
    for more in (1, 3):
        with partnership_scope(darlington):
            factories.OwnIndicatorFactory.create_batch(more)
            factories.MeasureFactory.create_batch(more, topic=f"Topic {more}")
        with CaptureQueriesContext(connection) as asked:
            officer.get(url("measures"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
