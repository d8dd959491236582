"""What a partnership can set, as code: the key, the default that the portal ships, and what a value may be."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.models import Partnership
from core.registry import Registry


class Effect(StrEnum):
    """When a change holds: from the moment it is made, or from a day that is chosen with it."""

    AT_ONCE = "at once"
    FROM_A_DAY = "from a day"


def _as_it_is(value) -> str:
    return str(value)


@dataclass(frozen=True)
class Preference:
    """One setting. Its values are plain JSON: a text, a number, or nothing at all for the default.

    `default` may be a function of the partnership and the day, `field` makes the form's field for a partnership, and
    `says` puts a value into words. `shipped` tells where the default comes from, as a text or as a function of the
    partnership. A `public` value is shown to everybody, so it is also kept where everybody may read it.
    """

    key: str
    group: str
    label: str
    help: str
    default: object
    field: Callable
    says: Callable[[object], str] = _as_it_is
    shipped: str | Callable[[Partnership], str] = "as the portal ships it"
    effect: Effect = Effect.FROM_A_DAY
    is_public: bool = False
    explains: Callable[[Partnership], str] | None = None

    def default_of(self, partnership: Partnership, on: datetime.date):
        return self.default(partnership, on) if callable(self.default) else self.default

    def shipped_for(self, partnership: Partnership) -> str:
        """Where the partnership's default comes from."""
        return self.shipped(partnership) if callable(self.shipped) else self.shipped


class UnknownKey(Exception):
    """No setting of that name is registered."""


_registered: Registry[str, Preference] = Registry("settings")


def preference(key: str, **described) -> Preference:
    """Register a setting; apps do so in `preferences`, which is found by name (`core.apps.OFFERS`)."""
    _registered[key] = made = Preference(key, **described)
    return made


def preferences() -> dict[str, Preference]:
    """All settings by key, in the order in which they were registered."""
    return dict(_registered)


def named(key: str) -> Preference:
    if key not in _registered:
        raise UnknownKey(f"There is no setting “{key}”.")
    return _registered[key]
