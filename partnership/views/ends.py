"""What is still open when something is to end: each with the page where it is handed on."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission
from partnership.services.open_work import Item
from partnership.views.places import at

ALSO = "also"


class OpenThing(NamedTuple):
    """As `core.editing.Blocker`. `can_end` says whether it may end on the same day, `in_one_step` whether all that is
    listed with it may."""

    text: str
    href: str
    can_end: bool
    in_one_step: bool = False


def listed(things: list[OpenThing]) -> list[OpenThing]:
    """The things, each of which knows whether all of them can end in one step."""
    in_one_step = all(thing.can_end for thing in things)
    return [thing._replace(in_one_step=in_one_step) for thing in things]


def ends_also(request) -> bool:
    """Whether what is open is to end on the same day."""
    return ALSO in request.POST


def open_things(request, items: list[Item]) -> list[OpenThing]:
    may_end_roles = request.member.can(Permission.MANAGE_PEOPLE)
    ending = {"seats", "chairs", "holders", "delegates"} | ({"people"} if may_end_roles else set())
    return listed([OpenThing(item.text, place_of(request, item), item.kind in ending) for item in items])


def place_of(request, item: Item) -> str:
    """Where somebody hands an open thing on."""
    record = item.record
    match item.kind:
        case "seats" | "chairs":
            return at(request, "group", record.group_id)
        case "holders" | "delegates":
            return at(request, "role_holder", record.pk)
        case "represented":
            return at(request, "agency_change", record.pk)
        case "posts":
            return at(request, "post", record.pk)
        case "contributions":
            return at(request, "budget_year", record.year)
    return _person(request, record)


def _person(request, role) -> str:
    try:
        return reverse("people:person", args=[request.partnership.slug, role.membership_id])
    except NoReverseMatch:
        return at(request, "agency", role.agency_id)
