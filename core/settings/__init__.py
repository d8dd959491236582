"""What a partnership sets for itself in place of a default that the portal ships.
Django's settings are in `config.settings`.

    value_of(partnership, "small_numbers")            what holds today
    value_of(partnership, "name", on=year.ends)       what held on a day
    choose(partnership=…, key=…, value=…, from_on=…, reason=…, by=…)

Shipped editions never change and belong to everybody. A partnership's choice is a row of its own that says who, why
and from when; this is the one mechanism for all of them. See ADR 0011.
"""

from core.settings import shipped  # noqa: F401 -- registers what the portal itself reads
from core.settings.choosing import NotAllowed, ReasonMissing, Stale, choose
from core.settings.public import bring, public_names, public_values
from core.settings.registry import Effect, Preference, UnknownKey, named, preference, preferences
from core.settings.values import (
    InForce,
    Settings,
    coming,
    ever_held,
    history,
    in_force,
    last_day_shown,
    value_of,
    year_shown,
)

__all__ = [
    "Effect",
    "InForce",
    "NotAllowed",
    "Preference",
    "ReasonMissing",
    "Settings",
    "Stale",
    "UnknownKey",
    "bring",
    "choose",
    "coming",
    "ever_held",
    "history",
    "in_force",
    "last_day_shown",
    "named",
    "preference",
    "preferences",
    "public_names",
    "public_values",
    "value_of",
    "year_shown",
]
