"""Every address × role × partnership, generated from the URL conf: a page added later is walked without a thought.

What a page takes is declared in `tests/matrix.py`; the rest holds for all of them. A page is asked by as few roles as
tell its permission from every other one; which role holds which is `tests/accounts/test_roles.py`.
"""

import re
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from accounts.roles import READING, ROLES, Permission, Role, roles_with
from core.db.tenancy import partnership_scope
from core.models import AccessEntry, Partnership
from core.row_level_security import tenants
from tests import world
from tests.matrix import ANY_MEMBER, ANYBODY, OWN, PAGES, PUBLIC, SIGNED_IN, OwnAgency
from tests.places import OUTSIDERS, closed_places

METHODS = ("get", "post")
SERVED = {HTTPStatus.OK, HTTPStatus.FOUND, 286, HTTPStatus.UNPROCESSABLE_ENTITY}
NOT_ALLOWED = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN}


def addresses(resolver, namespace="", names=()):
    """Every name in the URL conf, with its view and the names of its arguments."""
    for entry in resolver.url_patterns:
        arguments = {*names, *entry.pattern.converters}
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback, arguments
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner, arguments)


ADDRESSES = {name: (view, arguments) for name, view, arguments in addresses(get_resolver())}
IN_PARTNERSHIP = sorted(name for name, (_, arguments) in ADDRESSES.items() if "slug" in arguments)
OUTSIDE = sorted(set(ADDRESSES) - set(IN_PARTNERSHIP))
# The world's edition is a draft, for which the view asks for more.
ASK_MORE = {"reporting:edition"}
CASES = [(name, method) for name in IN_PARTNERSHIP for method in METHODS if name in PAGES]


def test_every_address_is_declared():
    assert sorted(PAGES) == IN_PARTNERSHIP, "Say in tests/matrix.py what the page takes."
    assert sorted(PUBLIC | SIGNED_IN) == OUTSIDE, "Say in tests/matrix.py whether the page is public."


@pytest.mark.parametrize("name", IN_PARTNERSHIP)
def test_an_address_with_arguments_says_what_fills_them(name):
    assert {"slug", *PAGES[name].of} == ADDRESSES[name][1]


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_only_declared_pages_are_public(name):
    needs_no_sign_in = getattr(ADDRESSES[name][0], "login_required", True) is False

    assert needs_no_sign_in == (name in PUBLIC or (name in PAGES and is_public(name)))


@pytest.mark.parametrize("name", [name for name in IN_PARTNERSHIP if hasattr(ADDRESSES[name][0], "requires")])
@pytest.mark.parametrize("method", METHODS)
def test_a_view_requires_what_is_declared(name, method):
    asked = ADDRESSES[name][0].requires
    needed = asked.get(method.upper()) if isinstance(asked, dict) else asked

    assert name in ASK_MORE or PAGES[name].ways(method) in ((needed,), ())


@pytest.fixture(scope="module")
def closed(places, django_db_blocker):
    with django_db_blocker.unblock():
        return closed_places()


def is_public(name):
    return PAGES[name].is_public


def names_a_row(name):
    return any(not says.startswith("=") for says in PAGES[name].of.values())


@pytest.mark.django_db
@pytest.mark.parametrize("name", IN_PARTNERSHIP)
def test_anonymous_people_are_sent_to_sign_in(places, name):
    answers = [places.ask("anonymous", method, places.address(name)) for method in METHODS]

    if is_public(name):
        assert answers[0].status_code == HTTPStatus.OK
    else:
        assert [answer.status_code for answer in answers] == [HTTPStatus.FOUND] * 2
        assert all(answer.url.startswith(reverse("account_login")) for answer in answers)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in IN_PARTNERSHIP if not is_public(name)])
def test_somebody_elses_partnership_is_not_found(places, name):
    address = places.address(name)
    asked = [(who, "get") for who in OUTSIDERS] + [("their manager", "post")]

    found = {(who, method): places.ask(who, method, address).status_code for who, method in asked}

    assert {case: status for case, status in found.items() if status != HTTPStatus.NOT_FOUND} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in IN_PARTNERSHIP if not is_public(name)])
def test_somebody_elses_partnership_looks_like_one_that_does_not_exist(places, name):
    theirs = places.address(name)
    nowhere = theirs.replace("/darlington/", "/nowhere/", 1)

    there, not_there = (places.ask("their manager", "get", address) for address in (theirs, nowhere))

    assert there.status_code == not_there.status_code
    assert plain(there) == plain(not_there)


def plain(answer):
    """A page without its address and the token of its forms."""
    return re.sub(r'value="\w{64}"|darlington|nowhere', "", answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), CASES)
def test_each_role_gets_what_it_may_and_no_more(places, name, method):
    ways = PAGES[name].ways(method)

    answers = {role: places.ask(role, method, places.address(name)) for role in telling(ways)}

    assert {role: answer.status_code for role, answer in answers.items() if not is_right(answer, role, ways)} == {}
    assert [role for role, answer in answers.items() if world.CANARY in text_of(answer)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), CASES)
def test_a_closed_partnership_is_read_and_nothing_else(closed, name, method):
    ways = PAGES[name].ways(method)

    answers = {role: closed.ask(role, method, closed.address(name)) for role in telling(ways)}

    wrong = [role for role, answer in answers.items() if not is_right_when_closed(answer, role, ways, method)]
    assert {role: answers[role].status_code for role in wrong} == {}


def telling(ways) -> list[Role]:
    """Roles enough to tell these ways from any permission, from “any member” and from “nobody”: each of them lets in
    somebody else among these roles."""
    let_in = frozenset(role for role in Role if is_open_to(role, ways))
    others = {frozenset(roles_with(permission)) for permission in Permission} | {frozenset(Role), frozenset()}
    differ, found = [let_in ^ other for other in others - {let_in}], []
    while differ:
        found.append(max(Role, key=lambda role: sum(role in difference for difference in differ)))
        differ = [difference for difference in differ if found[-1] not in difference]
    return found


def test_the_roles_that_ask_would_notice_another_permission():
    for page in PAGES.values():
        for method in METHODS:
            ways = page.ways(method)
            asked = telling(ways)
            for other in Permission:
                if {role for role in Role if is_open_to(role, ways)} != set(roles_with(other)):
                    assert [role for role in asked if is_open_to(role, ways) != (other in ROLES[role].permissions)]


def is_right(answer, role, ways, permissions=None):
    held = ROLES[role].permissions if permissions is None else permissions
    if not ways:
        return answer.status_code in NOT_ALLOWED
    if any(opens(way, held) for way in ways):
        return answer.status_code in SERVED
    return answer.status_code == HTTPStatus.FORBIDDEN


def is_right_when_closed(answer, role, ways, method):
    if method == "post":
        return answer.status_code in NOT_ALLOWED
    return is_right(answer, role, ways, ROLES[role].permissions & READING)


def opens(way, permissions):
    """Whether the way leads somebody with these permissions in, who acts for the row's agency but does not own it."""
    if isinstance(way, OwnAgency):
        return way.permission in permissions
    return way in (ANY_MEMBER, ANYBODY) or way in permissions


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), CASES)
def test_another_agencys_lead_gets_no_further_than_their_own(places, name, method):
    ways = [way for way in PAGES[name].ways(method) if not isinstance(way, OwnAgency)]

    answer = places.ask("lead of another agency", method, places.address(name))

    assert is_right(answer, Role.AGENCY_LEAD, ways), answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), [case for case in CASES if OWN in PAGES[case[0]].ways(case[1])])
def test_the_owner_of_a_row_may_use_its_page(places, name, method):
    assert places.ask("owner", method, places.address(name)).status_code in SERVED


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), [case for case in CASES if OWN in PAGES[case[0]].ways(case[1])])
def test_another_person_of_the_owners_role_may_not(places, name, method):
    assert places.ask(Role.CONTRIBUTOR, method, places.address(name)).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), [case for case in CASES if PAGES[case[0]].of == {"pk": "note"}])
def test_a_note_is_not_found_by_another_scrutineer(places, name, method):
    assert places.ask("another scrutineer", method, places.address(name)).status_code == HTTPStatus.NOT_FOUND


def text_of(answer):
    return answer.content.decode(errors="replace")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), [case for case in CASES if names_a_row(case[0])])
def test_another_partnerships_row_is_not_found_in_ones_own(places, name, method):
    """The manager of one partnership puts the other's ids, years and keys into their own addresses."""
    ways = PAGES[name].ways(method)
    if not ways:
        return
    who = next((role for role in TRIED if is_open_to(role, ways)), None)
    assert who, "Nobody may use this page: the row of another partnership cannot be tried on it."

    address = places.address(name, places.theirs)
    answer = places.ask(who, method, address)

    assert answer.status_code == PAGES[name].elsewhere
    # The page that is not there leads whoever signs in as somebody else back to the address that they asked for.
    assert world.CANARY not in text_of(answer).replace(quote(address), "")


# The manager where they may; one of those with a permission of their own where not.
TRIED = (Role.MANAGER, *(role for role in Role if role != Role.MANAGER))


def is_open_to(role, ways):
    return any(opens(way, ROLES[role].permissions) for way in ways)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in IN_PARTNERSHIP if name in PAGES and PAGES[name].ways("get")])
def test_asking_changes_no_row(places, name):
    before = rows()

    with transaction.atomic():
        places.browsers[Role.MANAGER].get(places.address(name))
        assert rows() == before
        transaction.set_rollback(True)


def rows():
    """How many rows each table of both partnerships has, and how many events; that somebody asked is kept apart."""
    tables = [model._meta.db_table for model in tenants.tenant_models() if model is not AccessEntry]
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)
    known = Partnership.objects.using("owner").all()
    with partnership_scope(*known, write=[]), connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())
