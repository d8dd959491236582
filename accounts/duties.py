"""What people's access asks of those who look after it, and of people whose own roles end."""

import datetime

from django.db.models import F
from django.db.models.functions import Least, TruncDate
from django.urls import reverse

from accounts.looking_after import looked_after, looks_after_anybody, page
from accounts.models import Membership, MembershipRole
from accounts.models.memberships import shown
from accounts.models.states import MemberState, with_states
from accounts.offboarding import open_work_of
from accounts.roles import ROLES, Permission, Role
from core.dashboard.overview import Duty, duty
from core.settings import last_day_shown

SOON = datetime.timedelta(days=30)


def _not_here_yet(partnership, member, today):
    if not looks_after_anybody(member):
        return None
    waited_for = with_states(looked_after(member)).filter(state__in=WAITED_FOR)
    return waited_for.values(
        "id", "state", name=shown("name"), expires_on=TruncDate("expires_at"), refused_on=TruncDate("mailed_at")
    )


@duty(60, _not_here_yet)
def invitations_to_see_to(partnership, member, today, people):
    """Mails that were refused, links that ran out, and people who have not come yet."""
    for person in people:
        says, name = WAITED_FOR[person["state"]].format(**person), person["name"]
        is_invited, is_refused = (person["state"] == one for one in (MemberState.INVITED, MemberState.REFUSED))
        since = person["refused_on"] if is_refused else person["expires_on"]
        key = f"accounts.invitations_to_see_to:{person['id']}:{since}"
        yield Duty(says, page(partnership, person["id"]), since, name if is_invited else "", key=key)


WAITED_FOR = {
    MemberState.INVITED: "{name} to accept the invitation",
    MemberState.EXPIRED: "Send {name} a new invitation: the first one ran out",
    MemberState.REFUSED: "Correct the email address of {name}: the mail was refused",
}


def _ending_roles(partnership, member, today):
    if not member.can(Permission.MANAGE_PEOPLE):
        return None
    first = min(partnership.founded_on, today)
    ending = MembershipRole.objects.ending(first, last_day_shown(partnership, today)).not_ended_at_once()
    others = ending.exclude(membership__user=member.user).exclude(membership__ends_on__lt=today)
    return others.values("id", "role", "ends_on", "membership_id", name=shown("name", "membership__"))


@duty(61, _ending_roles)
def roles_that_end(partnership, member, today, roles):
    """Others' roles whose last day comes within the days that the partnership looks ahead, such as a scrutineer's, or
    has passed, until the role is given again or the person has left."""
    for held in roles:
        ends = "the role has ended" if held["ends_on"] < today else "the role ends"
        title = f"{held['name']}, {ROLES[Role(held['role'])].name.lower()}: {ends}"
        key = f"accounts.roles_that_end:{held['id']}:{held['ends_on']}"
        yield Duty(title, page(partnership, held["membership_id"]), held["ends_on"], key=key)


def _own_ending(partnership, member, today):
    own = MembershipRole.objects.filter(membership__user=member.user)
    # No role outlasts the membership. The least of two days is the one that there is.
    own = own.annotate(last_on=Least("ends_on", "membership__ends_on")).order_by("last_on", "role")
    ending = own.filter(last_on__range=(today, last_day_shown(partnership, today)))
    return ending.values("role", "last_on", agency_name=F("agency__name"))


@duty(61, _own_ending)
def own_roles_that_end(partnership, member, today, roles):
    """One's own roles whose last day comes; whether they go on is for others to say."""
    for held in roles:
        of = f" for {held['agency_name']}" if held["agency_name"] else ""
        title = f"Your role of {ROLES[Role(held['role'])].name.lower()}{of} ends"
        yield Duty(title, reverse("account"), held["last_on"])


def _leaving(partnership, member, today):
    if not member.can(Permission.MANAGE_PEOPLE):
        return None
    return Membership.objects.ending_by(today + SOON).values("id")


@duty(62, _leaving)
def people_who_leave(partnership, member, today, ids):
    """Members whose last day comes within a month or has come, while something is open in their name.

    Nothing more is asked where nobody leaves.
    """
    if not ids:
        return
    leaving = Membership.objects.filter(pk__in=[row["id"] for row in ids]).select_related("user")
    found = {membership.user_id: membership for membership in leaving}
    for user_id, kinds in open_work_of(partnership, [membership.user for membership in leaving]).items():
        membership = found[user_id]
        count = sum(len(kind.items) for kind in kinds)
        waits_on = "" if membership.has_ended else membership.name
        title = f"{membership.name} leaves: {count} still open in their name"
        # More that is open in their name is asked about again.
        key = f"accounts.people_who_leave:{membership.pk}:{membership.last_day}:{count}"
        yield Duty(title, page(partnership, membership.pk), membership.last_day, waits_on, key=key)
