"""What a merge or a split would do, in words, before it is done."""

from dataclasses import dataclass, field

from core.formatting import sentences
from partnership.models import Agency
from partnership.services import successions
from partnership.services.agency_ends import Item, Work
from partnership.services.records import ONE_DAY

EACH = "each"
TITLES = {
    "seats": "Seats in groups",
    "chairs": "Chairs of groups",
    "holders": "Role holders",
    "delegates": "Delegated to other agencies",
    "people": "People’s roles",
    "contacts": "Contacts",
    "represented": "Agencies that it represents",
    "posts": "Posts of the business unit",
    "contributions": "Contributions of later years",
}
MOVES = {
    "delegates": "They go on, delegated by the successor.",
    "represented": "The successor represents them.",
    "posts": "The successor pays for them or lends somebody.",
}
# What may go to several successors; the rest has one place.
FOR_SEVERAL = {"seats", "people", "contacts"}


@dataclass(frozen=True)
class Part:
    """Open things of one kind and what happens to them."""

    title: str
    items: list[Item]
    says: str = ""
    is_choice: bool = False
    for_several: bool = False
    stays: bool = False


@dataclass(frozen=True)
class Plan:
    """All that happens, in order. `expected` is what the person agrees to."""

    says: list[str]
    expected: str
    moves_people: bool
    parts: list[Part] = field(default_factory=list)


def merge_plan(form) -> Plan:
    """Raises `ValidationError` where it cannot be done."""
    chosen = form.cleaned_data
    old, into = form.predecessors, chosen["into"]
    work = successions.work_of(old, chosen["on"])
    successions.refuse(old, into, chosen["name"], chosen["on"])
    staying = successions.staying_contributions(work, into) if chosen["moves_money"] else work.contributions
    parts = []
    for kind, items in _by_kind(work):
        stays = [item for item in items if item in staying]
        moves = [item for item in items if item not in staying]
        if moves:
            parts.append(Part(TITLES[kind], moves, MOVES.get(kind, "They go to the successor.")))
        if stays:
            parts.append(Part(TITLES[kind], stays, "They stay with who agreed them.", stays=True))
    return Plan(
        _says(old, [str(into or chosen["name"])], chosen["on"], into), work.fingerprint, bool(work.people), parts
    )


def split_plan(agency: Agency, form) -> Plan:
    """Raises `ValidationError` where it cannot be done."""
    on, names = form.cleaned_data["on"], form.cleaned_data["names"]
    successions.refuse_split(agency, names, on)
    work = successions.work_of([agency], on)
    parts = []
    for kind, items in _by_kind(work):
        if kind == "delegates":
            parts.append(Part(TITLES[kind], items, "They go on under whoever the role goes to, or end with it."))
        else:
            parts.append(Part(TITLES[kind], items, is_choice=True, for_several=kind in FOR_SEVERAL))
    return Plan(_says([agency], names, on, None), work.fingerprint, bool(work.people), parts)


def choices_of(names: list[str]) -> list[tuple[str, str]]:
    """Where an open thing may go, the first of them unless somebody chooses."""
    return [(str(place), name) for place, name in enumerate(names)]


def places_of(posted, count: int) -> dict[str, list[int]]:
    """What was chosen for each open thing, by its key; a place that there is not is none."""
    places = {}
    for name, value in posted.items():
        if name.startswith("to-"):
            every = list(range(count)) if value == EACH else []
            one = [int(value)] if value.isascii() and value.isdigit() and int(value) < count else []
            places[name.removeprefix("to-")] = every or one
    return places


def _by_kind(work: Work) -> list[tuple[str, list[Item]]]:
    found = [(kind, getattr(work, kind)) for kind in TITLES]
    return [(kind, items) for kind, items in found if items]


def _says(old: list[Agency], names: list[str], on, into) -> list[str]:
    last = sentences.day(on - ONE_DAY)
    ended = sentences.listed([str(agency) for agency in old])
    begins = f"{names[0]} goes on" if into else f"{sentences.listed(names)} begin{'s' if len(names) == 1 else ''}"
    return [
        f"{ended} end{'s' if len(old) == 1 else ''} on {last}.",
        f"{begins} on {sentences.day(on)}." if not into else f"{begins}, and follows from {sentences.day(on)}.",
        "Reports and lists of earlier days stay as they are, with the old names.",
    ]
