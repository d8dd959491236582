"""What a report can take from the records: each app registers its sources, the report asks for them by code.

A source is a function from a partnership, a year and options to blocks (`core.reports.blocks`). Apps keep theirs in a
module or package called `sections`, which is imported when sources are first asked for. A source whose options a person
may choose in a page has a `Chooser` beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.module_loading import autodiscover_modules

from core.calendar.financial_years import FinancialYear
from core.registry import Registry

Build = Callable[[object, FinancialYear, dict], list[dict]]


@dataclass(frozen=True)
class Choice:
    """One thing that a section may show. Choices of one `group` stand together in a page."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Offer:
    """What one section may show. `options` gives the section's new options for chosen values, all else as it was.

    `chosen` are values of `choices`; `gone` names what the section asks for and the records do not hold.
    """

    choices: list[Choice]
    chosen: list[str]
    options: Callable[[list[str]], dict]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chooser:
    """How a person chooses what a source shows, from what the records hold for a year.

    `kind` is the kind of import that brings such records; `nothing` is said where there are none to choose from.
    """

    offer: Callable[[object, FinancialYear, dict], Offer]
    question: str
    kind: str
    nothing: str
    help: str = ""
    many: bool = True
    required: bool = True


class CannotBuild(Exception):
    """The records do not hold what a section needs; the text is a sentence that names what is missing."""


@dataclass(frozen=True)
class Source:
    """A kind of section that the records fill. `options` says what may be chosen, name by name."""

    code: str
    name: str
    builder: Build
    help: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def build(self, partnership, year: FinancialYear, options: dict | None = None) -> list[dict]:
        """The section's blocks, in the running scope. Raises `CannotBuild`."""
        options = options or {}
        if unknown := sorted(set(options) - set(self.options)):
            known = ", ".join(self.options) or "none"
            raise CannotBuild(f"“{self.name}” has no option “{unknown[0]}”; its options are: {known}.")
        return self.builder(partnership, year, options)

    @property
    def chooser(self) -> Chooser | None:
        """How to choose what it shows; None where there is nothing to choose."""
        return _choosers.get(self.code)


_sources: Registry[str, Source] = Registry("sources")
_choosers: Registry[str, Chooser] = Registry("choosers")


def source(code: str, *, name: str, help: str = "", options: Mapping[str, str] | None = None):
    """Registers the function as a source."""

    def register(builder: Build) -> Build:
        _sources[code] = Source(code, name, builder, help, options or {})
        return builder

    return register


def chooser(code: str, **facts):
    """Registers the function as the offer of a source's `Chooser`; the facts are those of the class."""

    def register(offer: Callable[[object, FinancialYear, dict], Offer]):
        _choosers[code] = Chooser(offer, **facts)
        return offer

    return register


def sources() -> dict[str, Source]:
    """Every source by its code."""
    _discover()
    return dict(_sources)


@cache
def _discover() -> None:
    """Looks through the apps once for each process."""
    autodiscover_modules("sections")
