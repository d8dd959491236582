"""What stands open for agencies after a day: what must be handed on, or can end with them."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models

from accounts.models import MembershipRole
from accounts.offboarding import hold_all
from accounts.services import offboarding, roles
from core.calendar.financial_years import FinancialYear
from core.db.trees import forest
from core.records.writing import written
from partnership.models import Agency, Contact, Contribution, GroupChair, GroupMember, Post, RoleHolder


@dataclass(frozen=True)
class Item:
    """One open thing. `kind` says which list it comes from, `record` is the row."""

    kind: str
    record: models.Model
    text: str

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.record.pk}"


@dataclass
class Work:
    """Open things of some agencies by kind. `chain` holds their role holders and everybody to whom those delegate,
    delegators first."""

    agencies: set
    seats: list[Item] = field(default_factory=list)
    chairs: list[Item] = field(default_factory=list)
    chain: list[Item] = field(default_factory=list)
    people: list[Item] = field(default_factory=list)
    contacts: list[Item] = field(default_factory=list)
    represented: list[Item] = field(default_factory=list)
    posts: list[Item] = field(default_factory=list)
    contributions: list[Item] = field(default_factory=list)

    @property
    def holders(self) -> list[Item]:
        """The agencies' own role holders."""
        return [item for item in self.chain if item.kind == "holders"]

    @property
    def delegates(self) -> list[Item]:
        """Role holders of other agencies to whom these delegate."""
        return [item for item in self.chain if item.kind == "delegates"]

    @property
    def can_end(self) -> list[Item]:
        """What may end on the same day as the agency."""
        return [*self.seats, *self.chairs, *self.chain, *self.people, *self.contacts]

    @property
    def to_settle(self) -> list[Item]:
        """What somebody must decide about first."""
        return [*self.represented, *self.posts, *self.contributions]

    @property
    def fingerprint(self) -> str:
        """Another text as soon as anything is opened or settled, so that nobody agrees to what they did not see."""
        return hashlib.sha256("\n".join(sorted(item.key for item in self.everything)).encode()).hexdigest()

    @property
    def everything(self) -> list[Item]:
        return [*self.can_end, *self.to_settle]


def of(agencies: list[Agency], *, after: datetime.date) -> Work:
    """What these agencies have open after a day; nine queries, however much it is."""
    keys = [agency.pk for agency in agencies]
    held = {"agency__in": keys}
    return Work(
        agencies=set(keys),
        seats=_items("seats", GroupMember.objects.filter(**held).select_related("group").lasting(after), _seat),
        chairs=_items("chairs", GroupChair.objects.filter(**held).select_related("group").lasting(after), _chair),
        chain=list(_chain(set(keys), after)),
        people=_items(
            "people",
            MembershipRole.objects.filter(**held)
            .select_related("membership__user", "membership__partnership", "agency")
            .lasting(after),
            _person,
        ),
        contacts=_items("contacts", Contact.objects.filter(**held).lasting(after), _contact),
        represented=_items(
            "represented",
            Agency.objects.filter(represented_by__in=keys).exclude(pk__in=keys).lasting(after),
            _represented,
        ),
        posts=_items("posts", Post.objects.paid_or_lent_by(keys).lasting(after), _post),
        contributions=_items(
            "contributions",
            Contribution.objects.filter(**held).select_related("agency").later_than(FinancialYear.of(after)),
            _contribution,
        ),
    )


def end(work: Work, on: datetime.date, by) -> None:
    """End all that may end, on that day; what would begin only later never holds and ends on the day it begins.

    Raises `PermissionDenied` where people's roles are not for `by` to end, and `ValidationError` where somebody would
    leave something behind.
    """
    check_people(work.people, by)
    for item in work.can_end:
        starts = item.record.starts_on
        written(item.record, ends_on=max(on, starts) if starts else on)


def check_people(people: list[Item], by) -> None:
    """Raises where these people's roles cannot end. A command, which is nobody, is asked for no permission."""
    ending = [item.record for item in people]
    if ending:
        roles.check_ends(ending, offboarding.member_of(by) if by is not None else None)


def hold_people(agencies: Iterable[Agency]) -> None:
    """Lock those who hold roles for these agencies. Before the agencies: whoever gives a role locks in this order."""
    hold_all(MembershipRole.objects.not_over().filter(agency__in=agencies).values("membership__user"))


def _items(kind: str, records: Iterable, says) -> list[Item]:
    return [Item(kind, record, says(record)) for record in records]


def _chain(keys: set, after) -> Iterator[Item]:
    def walk(node, is_below):
        is_own = node.row.agency_id in keys
        if is_own:
            yield Item("holders", node.row, _holder(node.row))
        elif is_below:
            yield Item("delegates", node.row, _delegate(node.row))
        for child in node.children:
            yield from walk(child, is_below or is_own)

    for root in forest(RoleHolder.objects.for_list_page().lasting(after), "delegated_from_id"):
        yield from walk(root, False)


def _seat(seat) -> str:
    return f"A seat in {seat.group}" + (f", as {seat.capacity}" if seat.capacity else "")


def _chair(chair) -> str:
    return f"The chair of {chair.group}: {chair.title}"


def _holder(holder) -> str:
    return f"{holder.get_role_display()}: {holder.title}"


def _delegate(holder) -> str:
    where = f" of {holder.agency}" if holder.agency else ""
    return f"{holder.get_role_display()}: {holder.title}{where}, delegated from {holder.delegated_from.title}"


def _person(role) -> str:
    return f"{role.membership.name}, {role.get_role_display().lower()}"


def _contact(contact) -> str:
    reached = ", ".join(filter(None, (contact.telephone, contact.email)))
    return f"The contact {contact.purpose}: {reached}"


def _represented(agency) -> str:
    return f"{agency} is represented by it"


def _post(post) -> str:
    return f"The post {post}, which it pays for or lends"


def _contribution(contribution) -> str:
    return f"The contribution of {contribution.year}, {contribution.get_paid_display().lower()}"
