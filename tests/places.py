"""Where the matrix asks: a partnership with one of everything in it, a closed one, and people of every kind."""

import time

from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Operator
from accounts.roles import ROLES, Role
from core.db.tenancy import partnership_scope
from core.http.step_up import CONFIRMED
from tests import world
from tests.factories import PartnershipFactory, UserFactory, make_member
from tests.matrix import PAGES

CLOSED_ON = "2020-03-31"


class Places:
    """Addresses of one partnership, and browsers by who is signed in to them."""

    def __init__(self, partnership, rows, browsers, theirs=None):
        self.partnership, self.rows, self.browsers, self.theirs = partnership, rows, browsers, theirs

    def address(self, name, rows=None):
        of = world.arguments(PAGES[name].of, rows or self.rows)
        return reverse(name, kwargs={"slug": self.partnership.slug, **of})

    def ask(self, who, method, address, sent=None):
        """The answer, with all that the request wrote taken back."""
        with transaction.atomic():
            answer = getattr(self.browsers[who], method)(address, sent)
            transaction.set_rollback(True)
        return answer


def open_places(partnerships) -> Places:
    darlington, durham, joint = (partnerships[slug] for slug in ("darlington", "durham", "durham-darlington-ceg"))
    ours, theirs = world.build(darlington, **world.OURS), world.build(durham, **world.THEIRS)
    people = {
        **_role_by_role(darlington, ours.agency),
        "owner": ours.owner,
        "lead of another agency": make_member(darlington, Role.AGENCY_LEAD, agency=ours.other_agency),
        "another scrutineer": make_member(darlington, Role.SCRUTINEER),
        "their manager": make_member(durham, Role.MANAGER),
        "joint member": make_member(joint, Role.MANAGER),
        "nobody's member": UserFactory(),
        "member with no role": make_member(darlington),
        "former member": make_member(darlington, Role.MANAGER, ends_on="2020-03-31"),
        "future member": make_member(darlington, Role.MANAGER, starts_on="2090-04-01"),
        "operator": _operator(),
    }
    _own_note(ours, people)
    return Places(darlington, ours, _browsers(people), theirs)


OUTSIDERS = [
    "their manager",
    "joint member",
    "nobody's member",
    "member with no role",
    "former member",
    "future member",
    "operator",
]


def closed_places() -> Places:
    partnership = PartnershipFactory(slug="closed-partnership", name="Closed Partnership", closed_on=CLOSED_ON)
    return places_in(partnership, **world.CLOSED)


def places_in(partnership, **facts) -> Places:
    """One partnership with one of everything, and a browser for each role and for the owner of rows."""
    rows = world.build(partnership, **facts)
    people = {**_role_by_role(partnership, rows.agency), "owner": rows.owner}
    _own_note(rows, people)
    return Places(partnership, rows, _browsers(people))


def _own_note(rows, people):
    """A note is seen by nobody but its writer, so the scrutineer of the walk is the one who wrote it."""
    with partnership_scope(rows.note.partnership):
        rows.note.written_by = people[Role.SCRUTINEER]
        rows.note.save()


def _role_by_role(partnership, agency):
    """A member for each role, held for the agency where the role is an agency's."""
    held = {role: agency if ROLES[role].needs_agency else None for role in Role}
    return {role: make_member(partnership, role, agency=of) for role, of in held.items()}


def _operator():
    user = UserFactory()
    Operator.objects.using("owner").create(user_id=user.pk)
    return user


def _browsers(people):
    return {"anonymous": Client(), **{who: _browser(user) for who, user in people.items()}}


def _browser(user):
    """Signed in, and confirmed for as long as a file of tests takes."""
    browser = Client()
    browser.force_login(user)
    confirm(browser, seconds=60 * 60)
    return browser


def confirm(browser, *, seconds):
    """The person has said their password so many seconds from now; before now where the number is below nothing."""
    session = browser.session
    session[CONFIRMED] = time.time() + seconds
    session.save()
