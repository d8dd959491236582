"""Work that somebody left: the night after their last day it is given to whoever manages the partnership.

A last day is set only once all that is open is handed over; but what was due by then, or was begun after it was set,
may still be open when the day is over.
"""

import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, MembershipRole, User
from accounts.offboarding import OpenWork, open_work_of
from accounts.permissions import Member
from accounts.services.offboarding import note

log = logging.getLogger(__name__)


@transaction.atomic
def see_off(*, partnership) -> int:
    """Hand over what people cannot hold any more whose time, or the role for it, is over; returns how much it was.

    Stands in the partnership's scope. It goes to the manager who has been here longest, on nobody's behalf, and is
    written down for the handover sheet. What cannot be handed over stays on the managers' home.
    """
    today = timezone.localdate()
    manager = MembershipRole.objects.managing(today).select_related("membership__user").order_by("pk").first()
    over = Q(ends_on__lt=today) | Q(pk__in=MembershipRole.objects.over().values("membership"))
    users = list(User.objects.filter(pk__in=Membership.objects.filter(over).values("user")))
    found = open_work_of(partnership, users)
    if manager is None or not found:
        return 0
    taker = manager.membership.user
    # All at once and in the order of everybody who locks members.
    held = Membership.objects.select_for_update(of=("self",), no_key=True).filter(user__in=[*found, taker.pk])
    leavers = [row for row in held.select_related("user").order_by("pk") if row.user_id != taker.pk]
    # Asked again: somebody may have handed it over while we waited.
    found = open_work_of(partnership, [row.user for row in leavers])
    return sum(_give(row, kind.name, work, taker) for row in leavers for kind, work in _lost(row, found))


def _lost(membership: Membership, found):
    """What the person cannot hold any more, kind by kind."""
    roles = [] if membership.has_ended else list(membership.roles.not_over())
    may = Member(None, roles)
    for kind in found.get(membership.user_id, ()):
        for work in kind.items:
            if not roles or not work.suits(may):
                yield kind, work


def _give(membership: Membership, kind: str, work: OpenWork, to: User) -> bool:
    if work.hand_over is None:
        log.warning("Something is still open in the name of a member whose time is over: %s", work.url)
        return False
    work.hand_over(to, None)
    note(membership, kind, work, to=to, by=None)
    return True
