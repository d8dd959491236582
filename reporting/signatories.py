"""Whose signatures an edition needs, and who may give them.

Which signatures is fixed when the edition is offered. Who gives one is whoever holds the role on the day of signing,
for the agency or one that has taken over from it.
"""

from collections import defaultdict

from accounts.models import Membership, MembershipRole, User
from accounts.permissions import Member
from accounts.roles import Permission, Role, roles_with
from core.settings import value_of
from partnership.models import Agency, Succession
from reporting.models import Edition, Report, Signature

# A chair signs as the chair; every other role that signs does so for its agency.
FOR_AN_AGENCY = frozenset(roles_with(Permission.SIGN_REPORT)) - {Role.INDEPENDENT_CHAIR}


def needed(report: Report) -> list[Signature]:
    """The signatures that an edition of the report would need if it were offered now: as the settings say, and of the
    statutory partners at the end of its year. They are not saved."""
    roles = value_of(report.partnership, "signatories")
    found = []
    if Role.LEAD_PARTNER in roles:
        statutory = Agency.objects.statutory().current(report.financial_year.ends)
        found += [Signature(role=Role.LEAD_PARTNER, agency=agency) for agency in statutory]
    if Role.INDEPENDENT_CHAIR in roles:
        found.append(Signature(role=Role.INDEPENDENT_CHAIR))
    return found


def signs_for(member: Member, edition: Edition) -> Signature | None:
    """The missing signature that this person can give now, or None; of several, one that nobody has declined."""
    if edition.state != Edition.State.OFFERED:
        return None
    return _of(member, [*edition.unanswered, *edition.waiting])


def signed_for(member: Member, edition: Edition) -> Signature | None:
    """The signature that this person could have given and that is given by now, by whomever."""
    return _of(member, edition.given)


def _of(member: Member, signatures: list[Signature]) -> Signature | None:
    """The first that this person may give."""
    if not member.can(Permission.SIGN_REPORT):
        return None
    held = [(Role.LEAD_PARTNER, agency) for agency in member.agency_ids(Permission.SIGN_REPORT)]
    held += [(role, None) for role in member.roles]
    followers = _followers()
    return next((one for one in signatures if any(_may_give(*role, one, followers) for role in held)), None)


def people_for(signatures: list[Signature]) -> list[tuple[Signature, list[User]]]:
    """Each signature with those who could give it today, lead partners and delegates alike."""
    joined = Membership.objects.current().joined()
    roles = MembershipRole.objects.current().filter(role__in=roles_with(Permission.SIGN_REPORT), membership__in=joined)
    held = list(roles.select_related("membership__user").order_by("membership__user__name__sort"))
    followers = _followers()
    return [(one, _who_may_give(one, held, followers)) for one in signatures]


def everybody(people: list[tuple[Signature, list[User]]]) -> list[User]:
    """The people for several signatures, each once."""
    return list(dict.fromkeys(user for _, users in people for user in users))


def _who_may_give(signature: Signature, held, followers) -> list[User]:
    may = [one.membership.user for one in held if _may_give(Role(one.role), one.agency_id, signature, followers)]
    return list(dict.fromkeys(may))


def _may_give(role: Role, agency_id, signature: Signature, followers: dict) -> bool:
    if signature.agency_id is None:
        return role == signature.role
    return role in FOR_AN_AGENCY and agency_id in _line_of(signature.agency_id, followers)


def _followers() -> dict:
    """Which agencies took over from which, in one query."""
    found = defaultdict(set)
    for predecessor, successor in Succession.objects.values_list("predecessor_id", "successor_id"):
        found[predecessor].add(successor)
    return found


def _line_of(agency_id, followers: dict) -> set:
    """An agency and all that came after it."""
    line, new = set(), {agency_id}
    while new:
        line |= new
        new = set().union(*(followers[known] for known in new)) - line
    return line
