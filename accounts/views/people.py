from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.filters import OwnPeopleFilters, PeopleFilters
from accounts.models import Membership, MembershipRole
from accounts.offboarding import open_work_of
from accounts.permissions import Permission, can_give
from accounts.roles import Role
from accounts.services import offboarding, second_factor
from accounts.tables import PeopleTable, with_problem
from accounts.views.fetch import list_page_of, person_of
from core.http import access_log
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from core.lists import list_page
from core.models import AccessEntry


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def users(request, slug):
    """Everybody who may enter the partnership, or was asked to."""
    filters = PeopleFilters(request.GET, Membership.objects.for_users_page())
    return _list(request, filters, "Users", "Nobody is asked yet")


@require_safe
@requires(Permission.MANAGE_OWN_AGENCY)
def own_agency(request, slug):
    """An agency's people, for its lead: those who hold a role for it."""
    agencies = request.member.agency_ids(Permission.MANAGE_OWN_AGENCY)
    own = Membership.objects.of_agencies(agencies).for_users_page(agencies)
    filters = OwnPeopleFilters(request.GET, own)
    led = MembershipRole.objects.agencies().filter(agency__in=agencies)
    return _list(request, filters, "Your agency’s people", "Nobody of your agency is asked yet", led=led)


def _list(request, filters, heading, nobody, **context):
    table = PeopleTable(filters.qs, order_by="name")
    empty = {"title": nobody, "text": "Whoever you invite gets a link by email and chooses a password."}
    return list_page(
        request, table, filters, {"heading": heading, **context}, empty=empty, template="accounts/people.html"
    )


@require_safe
def person(request, slug, pk):
    """One person's place here: roles, state, and what is open in their name."""
    membership = person_of(request, pk)
    seen = _seen(request.member, membership)
    kinds = open_work_of(request.partnership, [membership.user]).get(membership.user_id, [])
    context = {
        "membership": membership,
        "up": list_page_of(request),
        "says": with_problem(membership.state, membership),
        "roles": [_with_ways(request.member, held) for held in seen],
        "may_end": not membership.has_ended and offboarding.can_end(request.member, membership, seen),
        "may_withdraw": offboarding.can_end(request.member, membership, membership.held_roles),
        "may_remove_factor": _may_remove_factor(request.member, membership),
        "is_self": membership.user == request.user,
        "has_left": membership.has_ended,
        "open": kinds,
        "may_hand_over": any(work.hand_over for kind in kinds for work in kind.items),
        "former": membership.roles.over().select_related("agency"),
        "sees_all": request.member.can(Permission.MANAGE_PEOPLE),
        "invitation": membership.invitations.open().select_related("invited_by").first(),
    }
    return render(request, "accounts/person.html", context)


def _seen(member, membership):
    """An agency's lead sees what a person is for the agency, and nothing else of them."""
    mine = offboarding.in_reach(member, membership)
    return membership.held_roles if mine is None else mine


def _may_remove_factor(member, membership):
    """Of one's own, another page says how."""
    if not membership.has_second_factor or membership.user == member.user or not member.can(Permission.MANAGE_PEOPLE):
        return False
    return second_factor.can_remove(membership.user, member.user)


def _with_ways(member, held):
    may = can_give(member, Role(held.role), held.agency_id, to=held.membership.user)
    return {"held": held, "may_change": may, "may_end": may}


@require_safe
@lately_confirmed
def handover_sheet(request, slug, pk):
    """A page for paper: what somebody was, what is open in their name and when it is due."""
    access_log.record(request, AccessEntry.Action.PRINT, "Handover sheet of a person")
    membership = person_of(request, pk)
    kinds = open_work_of(request.partnership, [membership.user]).get(membership.user_id, [])
    context = {
        "membership": membership,
        "roles": _seen(request.member, membership),
        "former": membership.roles.over().select_related("agency"),
        "kinds": kinds,
        "next": _next_due(kinds),
        "handed": membership.handed_over.for_sheet(),
    }
    return render(request, "accounts/handover.html", context)


def _next_due(kinds):
    dated = [work for kind in kinds for work in kind.items if work.due_on]
    return min(dated, key=lambda work: work.due_on, default=None)
