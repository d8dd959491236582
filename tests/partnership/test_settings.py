"""The pages on which a partnership sets what the portal ships."""

import datetime
import threading

import pytest
from django.db import connection
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Override
from core.settings import Stale, choose, history, preferences, value_of
from tests.factories import PartnershipFactory, UserFactory

TODAY = datetime.date(2026, 11, 21)
WRITTEN = {"reason": "The executive agreed it on 12 November.", "seen": 0}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def manager(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


def at(name, *args):
    return reverse(f"settings:{name}", args=["darlington", *args])


def day(value):
    return {"from_on_day": value.day, "from_on_month": value.month, "from_on_year": value.year}


def sent(value, from_on=TODAY, **more):
    return {"value": value, **day(from_on), **WRITTEN, **more}


def text(answer):
    return " ".join(answer.content.decode().split())


def of(partnership, key, on=None):
    with partnership_scope(partnership, write=()):
        return value_of(partnership, key, on)


@pytest.mark.django_db
def test_the_overview_says_what_holds_and_where_it_comes_from(darlington, officer):
    by = UserFactory(name="Business Manager")
    with partnership_scope(darlington, by=by):
        set_on = {"from_on": TODAY - datetime.timedelta(10), "reason": "We moved.", "by": by}
        choose(partnership=darlington, key="business_unit", value="safeguarding hub", **set_on)
        choose(partnership=darlington, key="days_ahead", value=30, **(set_on | {"from_on": datetime.date(2027, 4, 1)}))

    answer = officer.get(at("settings"))
    html = text(answer)

    shown = [line.preference.key for lines in answer.context["groups"].values() for line in lines]
    assert sorted(shown) == sorted(preferences())
    assert "safeguarding hub" in html
    assert f'<span class="p-swatch" aria-hidden="true"></span>{darlington.colour}' in html
    assert "Since 11 November 2026, set by Business Manager on" in html
    assert "because: We moved." in html
    assert "Shipped default, as the portal ships it" in html
    assert "From 1 April 2027</strong> 30 days" in html
    assert ">Change<" not in html


@pytest.mark.django_db
def test_the_business_manager_changes_and_nobody_else(darlington, manager, officer):
    assert ">Change<" in text(manager.get(at("settings")))
    assert officer.post(at("change", "business_unit"), sent("hub")).status_code == 403

    answer = manager.post(at("change", "business_unit"), sent("hub"), follow=True)

    assert answer.redirect_chain == [(at("setting", "business_unit"), 302)]
    assert of(darlington, "business_unit") == "hub"
    assert "by Person" in text(answer)
    assert WRITTEN["reason"] in text(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.SCRUTINEER, Role.LEAD_PARTNER, Role.TRAINER])
def test_whoever_reads_the_records_reads_the_settings_and_why(darlington, manager, member, client_for, role):
    manager.post(at("change", "small_numbers"), sent("none"))
    reader = client_for(member(darlington, role))

    overview, rule = reader.get(at("settings")), reader.get(at("setting", "small_numbers"))

    assert WRITTEN["reason"] in text(overview)
    assert f"because: {WRITTEN['reason']}" in text(rule)
    assert f'href="{at("settings")}"' in text(reader.get("/darlington/"))
    assert "/change/" not in text(overview) + text(rule)
    assert reader.get(at("change", "small_numbers")).status_code == 403
    assert reader.post(at("restore", "small_numbers"), {"reason": "x", "seen": 1}).status_code == 403


@pytest.mark.django_db
def test_whoever_does_not_read_the_records_does_not_read_the_settings(darlington, member, client_for):
    agency = client_for(member(darlington, Role.AGENCY_LEAD))

    assert agency.get(at("settings")).status_code == agency.get(at("setting", "name")).status_code == 403


@pytest.mark.django_db
def test_a_change_can_wait_for_its_day(darlington, manager):
    april = datetime.date(2027, 4, 1)

    answer = manager.post(at("change", "name"), sent("Darlington Together", april), follow=True)

    assert "From 1 April 2027" in text(answer)
    assert of(darlington, "name") == darlington.name
    assert of(darlington, "name", april) == "Darlington Together"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("business_unit", sent(""), "Enter the name of the business unit"),
        ("business_unit", sent("hub", reason=" "), "Answer “Why?”"),
        ("business_unit", sent("hub", datetime.date(1990, 1, 1)), "From must be between 2000 and 2031"),
        ("colour", sent("#ffcc00"), "is the nearest darker shade that passes"),
        ("colour", sent("blue"), "Enter the colour as a # and six letters or numbers, like #0b4f6c"),
        ("report_due", sent("31 June"), "June has no day 31 in every year"),
        ("report_due", sent("soon"), "Enter a day and a month, like 30 September"),
        ("days_ahead", sent("2"), "Days to look ahead must be 7 or more"),
        ("small_numbers", sent("mine"), "from the list"),
    ],
)
def test_what_cannot_be_is_said_on_the_field_and_not_kept(darlington, manager, key, typed, says):
    answer = manager.post(at("change", key), typed)

    assert says in text(answer)
    assert "There is a problem" in text(answer)
    with partnership_scope(darlington):
        assert not Override.objects.exists()


@pytest.mark.django_db
def test_somebody_can_look_first(darlington, manager):
    answer = manager.post(at("change", "colour"), sent("#7a1f5c", preview="yes"))

    assert of(darlington, "colour") == darlington.colour
    assert "From 21 November 2026: #7a1f5c" in text(answer)
    sample = at("colour_sample", "7a1f5c")
    assert sample in text(answer)
    assert manager.get(sample).content.decode() == ".p-sample{--p-brand:#7a1f5c}\n"
    assert manager.get(at("colour_sample", "ffcc00")).status_code == 404
    assert manager.get(at("colour_sample", "x")).status_code == 404


@pytest.mark.django_db
def test_going_back_to_the_default_takes_a_reason(darlington, manager):
    manager.post(at("change", "business_unit"), sent("hub"))
    assert "Go back to the default" in text(manager.get(at("setting", "business_unit")))

    refused = manager.post(at("restore", "business_unit"), {**day(TODAY), "reason": "", "seen": 1})
    assert "Answer “Why?”" in text(refused)
    answer = manager.post(at("restore", "business_unit"), {**day(TODAY), "reason": "Nobody said hub.", "seen": 1})

    assert answer.url == at("setting", "business_unit")
    assert of(darlington, "business_unit") == "business unit"
    page = text(manager.get(at("setting", "business_unit")))
    assert "The shipped default again since 21 November 2026" in page
    assert "Go back to the default" not in page


@pytest.mark.django_db
def test_two_people_at_once_see_both(darlington, manager):
    opened = manager.get(at("change", "business_unit")).context["form"].initial["seen"]
    other = UserFactory(name="Other")
    with partnership_scope(darlington, by=other):
        chosen = {"key": "business_unit", "value": "team", "reason": "Their reason.", "by": other}
        choose(partnership=darlington, **chosen)

    answer = manager.post(at("change", "business_unit"), sent("hub", seen=opened))
    html = text(answer)

    assert "Saved in the meantime by Other" in html
    assert all(words in html for words in ("hub", "team", "Their reason."))
    assert of(darlington, "business_unit") == "team"
    again = answer.context["form"]["seen"].value()
    manager.post(at("change", "business_unit"), sent("hub", seen=again))
    assert of(darlington, "business_unit") == "hub"


@pytest.mark.django_db
def test_sent_twice_it_is_kept_once(darlington, manager):
    answers = [manager.post(at("change", "business_unit"), sent("hub")) for _ in range(2)]

    assert [answer.url for answer in answers] == [at("setting", "business_unit")] * 2
    with partnership_scope(darlington):
        assert history(darlington, "business_unit").count() == 1


@pytest.mark.django_db
def test_a_setting_that_is_none_is_not_found(manager):
    for name in ("setting", "change", "restore"):
        assert manager.get(at(name, "no_such_thing")).status_code == 404


@pytest.mark.django_db
def test_the_pages_take_few_queries(darlington, manager, django_assert_max_num_queries):
    with partnership_scope(darlington):
        for number in range(30):
            choose(partnership=darlington, key="days_ahead", value=30 + number, reason="Again.", by=UserFactory())
    for address in (at("settings"), at("setting", "days_ahead"), at("change", "days_ahead")):
        with django_assert_max_num_queries(14):
            assert manager.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_the_same_moment_the_second_is_told(darlington):
    """Both looked before either chose; they wait for each other, so one of them is stale."""
    together, found = threading.Barrier(2), []

    def change(value):
        try:
            with partnership_scope(darlington):
                together.wait(timeout=10)
                choose(partnership=darlington, key="business_unit", value=value, reason="Now.", by=None, seen=0)
            found.append(value)
        except Stale as stale:
            found.append(stale)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=[value]) for value in ("hub", "team")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    (kept,) = [one for one in found if isinstance(one, str)]
    (told,) = [one for one in found if isinstance(one, Stale)]
    assert told.current.value == kept
    assert of(darlington, "business_unit") == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "rule", "says"),
    [
        ("adults", "dhsc-sac", "the portal’s rule for an adults board, as the Safeguarding Adults Collection"),
        ("children", "dfe-cla", "the portal’s rule for a children&#x27;s partnership, as the Department for Education"),
    ],
)
def test_the_rule_for_small_numbers_follows_the_kind_of_partnership(member, client_for, kind, rule, says):
    board = PartnershipFactory(slug=f"a-board-of-{kind}", kind=kind)
    reader = client_for(member(board, Role.SCRUTINEER))

    for address in ("settings:settings", "settings:setting"):
        args = [board.slug] + (["small_numbers"] if address == "settings:setting" else [])
        assert says in text(reader.get(reverse(address, args=args)))
    assert of(board, "small_numbers") == rule
