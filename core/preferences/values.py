"""What holds: the partnership's own choice for a day, or the default that the portal ships."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from core.models import Override, Partnership, PublicValue
from core.preferences.registry import Preference, named, preferences
from core.tenancy import NoScope, current_scope
from core.years import FinancialYear


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
    return in_force(partnership, key, on).value


def in_force(partnership: Partnership, key: str, on: datetime.date | None = None) -> InForce:
    """As `value_of`, with the row that says so."""
    preference, day = named(key), on or timezone.localdate()
    held = [one for one in _choices(partnership, preference) if one.key == key and one.from_on <= day]
    choice = max(held, key=_latest, default=None)
    chosen = choice.value if choice else None
    return InForce(preference, preference.default_of(partnership, day) if chosen is None else chosen, choice)


def coming(partnership: Partnership, key: str) -> list[Override]:
    """Choices that hold from a later day on, the next one first. Of two for one day only the later made counts."""
    later = [one for one in _choices(partnership, named(key)) if one.key == key and one.from_on > timezone.localdate()]
    return list({one.from_on: one for one in sorted(later, key=_latest)}.values())


def history(partnership: Partnership, key: str):
    """Every choice that was ever made of the setting, the latest made first."""
    return Override.objects.of(partnership, named(key).key)


def year_shown(partnership: Partnership) -> FinancialYear:
    """The year that pages show first."""
    chosen = value_of(partnership, "year_shown")
    this = FinancialYear.of(timezone.localdate())
    return {"finished": this.previous(), "running": this}.get(chosen) or FinancialYear.parse(chosen)


def public_names(partnerships) -> dict[int, str]:
    """What each partnership is called today, by its id; one query, and no scope is needed."""
    known = list(partnerships)
    rows = PublicValue.public.filter(partnership_id__in=[one.pk for one in known], key="name")
    held = [row for row in rows if row.from_on <= timezone.localdate()]
    chosen = {row.partnership_id: row.value for row in sorted(held, key=_latest)}
    return {one.pk: chosen.get(one.pk) or one.name for one in known}


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


def _latest(choice) -> tuple:
    return choice.from_on, choice.made_at


def _choices(partnership: Partnership, preference: Preference) -> list:
    """Every choice of the partnership's, kept with the scope; what the public may read, where none is open."""
    try:
        scope = current_scope()
    except NoScope:
        scope = None
    if scope is None or partnership.pk not in scope.readable:
        if not preference.is_public:
            raise NoScope(f"“{preference.key}” is read in the partnership's own scope.")
        return list(PublicValue.public.filter(partnership=partnership, key=preference.key))
    kept = ("preferences", partnership.pk)
    if kept not in scope.memo:
        scope.memo[kept] = list(Override.objects.of(partnership))
    return scope.memo[kept]
