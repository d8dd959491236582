"""What holds: the partnership's own choice for a day, or the default that the portal ships."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from core.calendar.financial_years import FinancialYear
from core.db.tenancy import NoScope, current_scope
from core.models import Override, Partnership, PublicValue
from core.settings.public import brought_with
from core.settings.registry import Preference, named, preferences


@dataclass(frozen=True)
class InForce:
    """A setting's value on a day. `choice` is the row that says so, None where nobody has ever set it."""

    preference: Preference
    value: object
    choice: Override | None

    @property
    def is_default(self) -> bool:
        return self.choice is None or self.choice.value is None

    @property
    def says(self) -> str:
        return self.preference.says(self.value)


def value_of(partnership: Partnership, key: str, on: datetime.date | None = None):
    """The value that holds on a day, today unless told otherwise. One query for all settings of a scope.

    Outside the partnership's scope only public settings have an answer; the others raise `NoScope`.
    """
    preference, day = named(key), on or timezone.localdate()
    choice = _held(_seen(partnership, preference), key, day)
    return _value(preference, partnership, choice, day)


def in_force(partnership: Partnership, key: str, on: datetime.date | None = None) -> InForce:
    """As `value_of`, with the row that says so, in the partnership's own scope."""
    preference, day = named(key), on or timezone.localdate()
    choice = _held(_choices(partnership), key, day)
    return InForce(preference, _value(preference, partnership, choice, day), choice)


def coming(partnership: Partnership, key: str) -> list[Override]:
    """Choices that hold from a later day on, the next one first. Of two for one day only the later made counts."""
    later = [one for one in _choices(partnership) if one.key == named(key).key and one.from_on > timezone.localdate()]
    return list({one.from_on: one for one in sorted(later, key=_latest)}.values())


def history(partnership: Partnership, key: str):
    """Every choice that was ever made of the setting, the latest made first."""
    return Override.objects.of(partnership, named(key).key)


def ever_held(partnership: Partnership, key: str, since: datetime.date) -> set:
    """Every value that has held on some day from `since` until today, also by what was known before a later choice
    reached back."""
    preference, today = named(key), timezone.localdate()
    made = sorted((one for one in _choices(partnership) if one.key == key), key=lambda one: one.made_at)
    found = set()
    for place in range(len(made) + 1):
        if place < len(made) and timezone.localdate(made[place].made_at) < since:
            continue  # known no longer when the day came
        days = {since, *(one.from_on for one in made[:place] if since < one.from_on <= today)}
        found |= {_value(preference, partnership, _held(made[:place], key, day), day) for day in days}
    return found


def last_day_shown(partnership: Partnership, today: datetime.date) -> datetime.date:
    """The last day whose duties stand under “Next”."""
    return today + datetime.timedelta(days=value_of(partnership, "days_ahead"))


def year_shown(partnership: Partnership) -> FinancialYear:
    """The year that pages show first."""
    chosen = value_of(partnership, "year_shown")
    this = FinancialYear.of(timezone.localdate())
    return {"finished": this.previous(), "running": this}.get(chosen) or FinancialYear.parse(chosen)


class Settings:
    """The settings of one partnership for a template, by key; read when the first one is asked for."""

    def __init__(self, partnership: Partnership):
        self._partnership, self._known = partnership, {}

    def __getitem__(self, key: str):
        if key not in preferences():
            raise KeyError(key)
        if key not in self._known:
            self._known[key] = value_of(self._partnership, key)
        return self._known[key]


def _value(preference: Preference, partnership: Partnership, choice, day: datetime.date):
    if choice is None or choice.value is None:
        return preference.default_of(partnership, day)
    return choice.value


def _held(choices, key: str, day: datetime.date):
    """Of the choices that hold on the day the one with the latest day; of two for one day the one made last."""
    return max((one for one in choices if one.key == key and one.from_on <= day), key=_latest, default=None)


def _latest(choice) -> tuple:
    return choice.from_on, choice.made_at


def _seen(partnership: Partnership, preference: Preference) -> list:
    """What the running block may read: what came with the partnership, its own choices, or what the public may."""
    if preference.is_public and (brought := brought_with(partnership)) is not None:
        return brought
    if not preference.is_public or _is_open(partnership):
        return _choices(partnership)
    return list(PublicValue.public.filter(partnership=partnership))


def _is_open(partnership: Partnership) -> bool:
    try:
        return partnership.pk in current_scope().readable
    except NoScope:
        return False


def _choices(partnership: Partnership) -> list[Override]:
    """Every choice of the partnership's, kept with the scope."""
    if not _is_open(partnership):
        raise NoScope("A partnership's settings are read in its own scope.")
    memo, kept = current_scope().memo, ("preferences", partnership.pk)
    if kept not in memo:
        memo[kept] = list(Override.objects.of(partnership))
    return memo[kept]
