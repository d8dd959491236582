"""The partnership's settings: as shipped, set, for a later day, tried, wrong, and set by two people at once."""

import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.models import Partnership
from core.settings import choose
from tests.factories import UserFactory
from tests.pages.state import State

WORDS = "The executive agreed it in its meeting, because nobody outside knew what the old name meant. " * 4


def at(name, *args):
    return reverse(f"settings:{name}", args=["darlington", *args])


def chosen(key, value, days=0, reason="The executive agreed it.", **more):
    first = timezone.localdate() + datetime.timedelta(days)
    by = UserFactory(name="Business Manager")
    choose(
        partnership=Partnership.objects.get(slug="darlington"),
        key=key,
        value=value,
        from_on=first,
        reason=reason,
        by=by,
        **more,
    )


def some_chosen():
    chosen("business_unit", "safeguarding hub", -40, WORDS)
    chosen("business_unit", None, -10)
    chosen("national_body", "Child Protection Authority", 120)
    chosen("contact", "Safeguarding hub\n01234 567890", -1)
    chosen("small_numbers", "dhsc-sac", -3)


def overview():
    some_chosen()
    return at("settings")


def one_with_history():
    some_chosen()
    chosen("business_unit", "Einrichtung" * 5, 30)
    return at("setting", "business_unit")


def press(name):
    def act(page):
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state()

    return act


def try_colour(page):
    page.get_by_label("Colour").fill("#7a1f5c")
    page.get_by_label("Why?").fill("The old one was not ours.")
    press("Show how it will be")(page)


def pale_colour(page):
    page.get_by_label("Colour").fill("#ffcc00")
    page.get_by_label("Why?").fill("The old one was not ours.")
    press("Save")(page)


def back():
    chosen("colour", "#7a1f5c", -10)
    return at("restore", "colour")


STATES = [
    State("settings", overview, role=Role.MANAGER),
    State("settings-read", overview, role=Role.SCRUTINEER),
    State("settings-of-an-officer", lambda: at("settings")),
    State("setting", one_with_history, role=Role.MANAGER),
    State("setting-as-shipped", lambda: at("setting", "small_numbers")),
    State("setting-change", lambda: at("change", "small_numbers"), role=Role.MANAGER),
    State("setting-empty", lambda: at("change", "name"), role=Role.MANAGER, act=press("Save"), is_error=True),
    State("setting-tried", lambda: at("change", "colour"), role=Role.MANAGER, act=try_colour),
    State("setting-too-pale", lambda: at("change", "colour"), role=Role.MANAGER, act=pale_colour, is_error=True),
    State("setting-back", back, role=Role.MANAGER),
]
