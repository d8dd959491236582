"""What is still open when something is to end: each with the page where it is handed on."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from accounts.permissions import can_give
from accounts.roles import Role
from accounts.services import roles
from partnership.services.agency_ends import Item
from partnership.views.places import at

ALSO = "also"
NOT_YOURS = "Only the business manager and officers can end people’s access, and nobody their own."
CARRIES = "Something is open in their name: hand it over on their page first."


class OpenThing(NamedTuple):
    """As `core.records.Blocker`. `can_end` says whether it may end on the same day, `in_one_step` whether all that is
    listed with it may, `why` what stands against it."""

    text: str
    href: str
    can_end: bool
    in_one_step: bool = False
    why: str = "This must be settled first: it cannot end by itself."


def listed(things: list[OpenThing]) -> list[OpenThing]:
    """The things, each of which knows whether all of them can end in one step."""
    in_one_step = all(thing.can_end for thing in things)
    return [thing._replace(in_one_step=in_one_step) for thing in things]


def ends_also(request) -> bool:
    """Whether what is open is to end on the same day."""
    return ALSO in request.POST


def open_things(request, items: list[Item]) -> list[OpenThing]:
    """The items as the reader may end them: people's roles, where they look after access and nothing is left behind."""
    people = [item.record for item in items if item.kind == "people"]
    carrying = roles.carrying(people)
    return listed([_open_thing(request, item, carrying) for item in items])


def _open_thing(request, item: Item, carrying: set) -> OpenThing:
    href = place_of(request, item)
    if item.kind != "people":
        return OpenThing(item.text, href, item.kind in {"seats", "chairs", "holders", "delegates", "contacts"})
    if not can_give(request.member, Role(item.record.role), item.record.agency_id, to=item.record.membership.user):
        return OpenThing(item.text, href, False, why=NOT_YOURS)
    if item.record.pk in carrying:
        return OpenThing(item.text, href, False, why=CARRIES)
    return OpenThing(item.text, href, True)


def place_of(request, item: Item) -> str:
    """Where somebody hands an open thing on."""
    record = item.record
    match item.kind:
        case "seats" | "chairs":
            return at(request, "group", record.group_id)
        case "represented":
            return at(request, "agency_change", record.pk)
        case "people":
            return _person(request, record)
    return record.get_absolute_url()


def _person(request, role) -> str:
    try:
        return reverse("people:person", args=[request.partnership.slug, role.membership_id])
    except NoReverseMatch:
        return at(request, "agency", role.agency_id)
