"""What a partnership sets for itself: by day, by tenant, and with everything that was ever chosen kept."""

import datetime

import pytest
from django.db import DatabaseError, transaction

from core.calendar.financial_years import FinancialYear
from core.db.tenancy import NoScope, partnership_scope
from core.disclosure import rules
from core.models import Override, PublicValue
from core.settings import (
    NotAllowed,
    ReasonMissing,
    Settings,
    Stale,
    UnknownKey,
    choose,
    coming,
    history,
    in_force,
    preferences,
    public_names,
    value_of,
    year_shown,
)
from core.settings.brand import LEAST_CONTRAST, contrast_with_white, darker
from tests.factories import UserFactory

TODAY = datetime.date(2026, 11, 21)
APRIL = datetime.date(2027, 4, 1)
LAST_APRIL = datetime.date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


def set_to(partnership, key, value, from_on=None, reason="The board decided it.", by=None, **more):
    return choose(partnership=partnership, key=key, value=value, from_on=from_on, reason=reason, by=by, **more)


def test_the_shipped_default_holds_until_somebody_chooses(in_darlington):
    assert in_force(in_darlington, "national_body").is_default
    assert value_of(in_darlington, "national_body") == "National Panel"

    choice = set_to(in_darlington, "national_body", "Child Protection Authority")

    found = in_force(in_darlington, "national_body")
    assert (found.value, found.choice, found.is_default) == ("Child Protection Authority", choice, False)


def test_every_shipped_default_is_a_value_that_may_be_chosen(in_darlington):
    for key, preference in preferences().items():
        value = value_of(in_darlington, key)
        if value not in ("", None):
            assert preference.field(in_darlington).clean(value) == value, key
        assert preference.says(value), key


def test_a_default_can_depend_on_the_partnership(in_darlington, durham):
    assert value_of(in_darlington, "name") == in_darlington.name
    with partnership_scope(durham):
        assert value_of(durham, "name") == durham.name


def test_a_choice_holds_from_its_day_on(in_darlington):
    set_to(in_darlington, "business_unit", "team", LAST_APRIL)
    set_to(in_darlington, "business_unit", "partnership team", APRIL)

    assert value_of(in_darlington, "business_unit", LAST_APRIL - datetime.timedelta(1)) == "business unit"
    assert value_of(in_darlington, "business_unit", LAST_APRIL) == "team"
    assert value_of(in_darlington, "business_unit") == "team"
    assert value_of(in_darlington, "business_unit", APRIL) == "partnership team"
    assert [choice.value for choice in coming(in_darlington, "business_unit")] == ["partnership team"]


def test_a_choice_made_later_for_an_earlier_day_leaves_the_later_day_alone(in_darlington):
    set_to(in_darlington, "business_unit", "partnership team", LAST_APRIL)
    set_to(in_darlington, "business_unit", "team", datetime.date(2025, 4, 1))

    assert value_of(in_darlington, "business_unit", datetime.date(2025, 9, 1)) == "team"
    assert value_of(in_darlington, "business_unit") == "partnership team"


def test_of_two_choices_for_one_day_the_later_made_holds_and_both_are_kept(in_darlington):
    set_to(in_darlington, "business_unit", "team", APRIL)
    set_to(in_darlington, "business_unit", "hub", APRIL)

    assert value_of(in_darlington, "business_unit", APRIL) == "hub"
    assert [choice.value for choice in coming(in_darlington, "business_unit")] == ["hub"]
    assert [choice.value for choice in history(in_darlington, "business_unit")] == ["hub", "team"]


def test_going_back_to_the_default_is_a_choice_with_a_reason_too(in_darlington):
    set_to(in_darlington, "business_unit", "hub", LAST_APRIL)
    back = set_to(in_darlington, "business_unit", None)

    found = in_force(in_darlington, "business_unit")
    assert (found.value, found.choice, found.is_default) == ("business unit", back, True)
    assert value_of(in_darlington, "business_unit", LAST_APRIL) == "hub"


def test_a_choice_says_why_and_is_one_that_can_be_made(in_darlington):
    with pytest.raises(ReasonMissing):
        set_to(in_darlington, "business_unit", "hub", reason="  ")
    with pytest.raises(NotAllowed, match="mine"):
        set_to(in_darlington, "small_numbers", "mine")
    with pytest.raises(UnknownKey):
        set_to(in_darlington, "no_such_setting", "x")
    assert not Override.objects.exists()


def test_a_choice_is_written_for_good(in_darlington):
    choice = set_to(in_darlington, "business_unit", "hub", by=UserFactory())

    choice.reason = "Another one"
    with pytest.raises(DatabaseError), transaction.atomic():
        choice.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        choice.delete()


def test_somebody_who_looked_before_another_chose_is_told(in_darlington):
    set_to(in_darlington, "business_unit", "hub", seen=0)

    with pytest.raises(Stale) as stale:
        set_to(in_darlington, "business_unit", "team", seen=0)

    assert stale.value.current.value == "hub"
    assert value_of(in_darlington, "business_unit") == "hub"
    set_to(in_darlington, "business_unit", "team", seen=1)


def test_all_settings_of_a_scope_are_one_query(in_darlington, django_assert_num_queries):
    set_to(in_darlington, "business_unit", "hub")
    with django_assert_num_queries(1):
        read = Settings(in_darlington)
        # The default edition of the guidance is the newest one, which is a query of its own.
        assert {key: read[key] for key in preferences() if key != "guidance"}["business_unit"] == "hub"
        assert value_of(in_darlington, "small_numbers", LAST_APRIL) == "dfe-cla"


def test_another_partnerships_choices_are_never_read(darlington, durham):
    with partnership_scope(durham):
        set_to(durham, "business_unit", "hub of Durham")
        set_to(durham, "colour", "#5b2a6e")
    with partnership_scope(darlington):
        assert value_of(darlington, "business_unit") == "business unit"
        assert value_of(darlington, "colour") == darlington.colour
        with pytest.raises(NoScope):
            value_of(durham, "days_ahead")
        assert not Override.objects.exists()


def test_one_scope_of_two_partnerships_keeps_them_apart(darlington, durham):
    with partnership_scope(darlington, durham):
        set_to(durham, "business_unit", "hub of Durham")
        assert value_of(darlington, "business_unit") == "business unit"
        assert value_of(durham, "business_unit") == "hub of Durham"


def test_what_the_public_sees_is_known_without_a_scope_and_nothing_else(darlington):
    with partnership_scope(darlington):
        set_to(darlington, "name", "Safeguarding Darlington", LAST_APRIL)
        set_to(darlington, "name", "Darlington Together", APRIL)
        set_to(darlington, "days_ahead", 30)

    assert value_of(darlington, "name") == "Safeguarding Darlington"
    assert value_of(darlington, "name", APRIL) == "Darlington Together"
    assert public_names([darlington]) == {darlington.pk: "Safeguarding Darlington"}
    with pytest.raises(NoScope):
        value_of(darlington, "days_ahead")
    assert {row.key for row in PublicValue.public.all()} == {"name"}
    assert not {"reason", "made_by_id"} & {field.attname for field in PublicValue._meta.fields}


def test_a_restored_default_is_public_too(darlington):
    with partnership_scope(darlington):
        set_to(darlington, "name", "Safeguarding Darlington", LAST_APRIL)
        set_to(darlington, "name", None)

    assert value_of(darlington, "name") == darlington.name
    assert public_names([darlington]) == {darlington.pk: darlington.name}


@pytest.mark.parametrize(
    ("chosen", "year"), [(None, "2025-26"), ("finished", "2025-26"), ("running", "2026-27"), ("2019-20", "2019-20")]
)
def test_the_year_that_pages_show_first(in_darlington, chosen, year):
    if chosen:
        set_to(in_darlington, "year_shown", chosen)
    assert year_shown(in_darlington) == FinancialYear.parse(year)


def test_a_template_reads_settings_and_nothing_that_is_none(in_darlington):
    with pytest.raises(KeyError):
        Settings(in_darlington)["colours"]


@pytest.mark.parametrize("pale", ["#ffcc00", "#777777", "#00a0ff", "#ffffff"])
def test_a_pale_colour_is_refused_with_its_ratio_and_a_shade_that_passes(in_darlington, pale):
    field = preferences()["colour"].field(in_darlington)

    with pytest.raises(NotAllowed, match=r"has a contrast of [1-4](\.\d)? to 1, and 4\.5 to 1 is needed") as refused:
        set_to(in_darlington, "colour", pale)

    assert darker(pale) in str(refused.value)
    assert field.clean(darker(pale)) == darker(pale)


@pytest.mark.parametrize("colour", ["#ffcc00", "#777777", "#0b4f6c", "#000000", "#ffffff"])
def test_a_darker_shade_is_the_first_that_passes(colour):
    shade = darker(colour)

    assert contrast_with_white(shade) >= LEAST_CONTRAST
    if shade != colour:
        lighter = "#" + "".join(f"{min(255, int(shade[at : at + 2], 16) + 2):02x}" for at in (1, 3, 5))
        assert contrast_with_white(lighter) < LEAST_CONTRAST


@pytest.mark.parametrize(("typed", "kept"), [("#5B2A6E", "#5b2a6e"), ("5b2a6e", "#5b2a6e"), (" #5b2a6e ", "#5b2a6e")])
def test_a_colour_is_kept_as_stylesheets_write_it(in_darlington, typed, kept):
    assert preferences()["colour"].field(in_darlington).clean(typed) == kept


def test_each_rule_for_small_numbers_shows_what_it_does(in_darlington):
    hints = preferences()["small_numbers"].field(in_darlington).widget.hints

    assert set(hints) == set(rules())
    assert "56, 9, 4, 2, in all 71, is shown as 56, 9, c, c, in all 71." in hints["dfe-cla"]
    assert "56, 9, 4, 2, in all 71, is shown as 56, 9, 4, 2, in all 71." in hints["none"]
