"""Choosing which records a section shows, in which order, and how they are drawn."""

import hashlib
import json

from django.db import transaction

from core.reports.sources import Offer
from reporting.models import Section

# What an option that lists records in order may be called.
LISTS = ("items", "numbers", "topics", "groups")


class CannotChoose(Exception):
    """What was chosen is not offered, somebody has chosen something else meanwhile, or the section is accepted; the
    text says so."""


ACCEPTED = "This section is accepted. Take the acceptance back first, then change what it shows."
CHANGED = "What this section shows has changed since you opened the page. Look again, then save."


def seen(section: Section) -> str:
    """What a page keeps of how the section stood when it was opened."""
    return hashlib.sha256(json.dumps(section.options, sort_keys=True).encode()).hexdigest()[:16]


def offer(section: Section) -> Offer:
    """What the section may show, as the records stand. Only for a section with a chooser."""
    report = section.report
    return section.chooser.offer(report.partnership, report.financial_year, section.options)


@transaction.atomic
def choose(*, section: Section, values: list[str], by, was: str | None = None) -> Section:
    """Show these values from now on.

    `was` is what `seen` gave when the page was opened; where that has changed, raises `CannotChoose`. So it does where
    the section is accepted and would show something else.
    """
    locked = _lock(section, was)
    offered = offer(locked)
    if not set(values) <= {choice.value for choice in offered.choices}:
        raise CannotChoose("The records have changed since you opened the page. Choose again.")
    return _keep(locked, offered.options(values))


def ordered(section: Section, offered: Offer) -> list[str]:
    """The labels of what it shows, in order; none where there is no order to change."""
    given = _listed(section.options)
    if given is None or offered.gone or len(given) != len(offered.chosen) or len(given) < 2:
        return []
    labels = {choice.value: choice.label for choice in offered.choices}
    return [labels[value] for value in offered.chosen]


@transaction.atomic
def move(*, section: Section, place: int, up: bool, by, was: str) -> Section:
    """Let one of the things that a section shows change places with its neighbour."""
    locked = _lock(section, was)
    there = place + (-1 if up else 1)
    if not ordered(locked, offer(locked)):
        raise CannotChoose("There is no order to change. Choose what the section shows, then order it.")
    name = next(name for name in LISTS if isinstance(locked.options.get(name), list))
    listed = list(locked.options[name])
    if not (0 <= place < len(listed) and 0 <= there < len(listed)):
        return locked
    listed[place], listed[there] = listed[there], listed[place]
    options = locked.options | {name: listed}
    if isinstance(options.get("caption"), list):
        # A caption for each table says nothing true once the tables stand in another order.
        options.pop("caption")
    return _keep(locked, options)


@transaction.atomic
def draw(*, section: Section, drawing: dict, by, was: str) -> Section:
    """Set how it is drawn: `drawing` holds an option's value, or None for what the section does by itself."""
    locked = _lock(section, was)
    options = {name: value for name, value in (locked.options | drawing).items() if value is not None}
    return _keep(locked, options)


def _listed(options: dict) -> list | None:
    return next((options[name] for name in LISTS if isinstance(options.get(name), list)), None)


def _lock(section: Section, was: str | None) -> Section:
    found = Section.objects.select_for_update(of=("self",)).select_related("report__partnership")
    locked = found.get(pk=section.pk)
    if was is not None and was != seen(locked):
        raise CannotChoose(CHANGED)
    return locked


def _keep(locked: Section, options: dict) -> Section:
    if options == locked.options:
        return locked
    if locked.state == Section.State.ACCEPTED:
        raise CannotChoose(ACCEPTED)
    locked.options = options
    locked.save(update_fields=["options"])
    return locked
