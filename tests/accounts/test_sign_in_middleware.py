"""Whoever needs a second factor and has not shown one sees nothing but the way to it."""

import uuid

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts import sign_in_middleware
from accounts.roles import ROLES, Role
from core.db.account_scope import account_scope
from tests import second_factors as factor
from tests import world
from tests.factories import PartnershipFactory, make_member
from tests.matrix import PAGES
from tests.test_matrix import IN_PARTNERSHIP, addresses

pytestmark = pytest.mark.django_db
NEED = [role for role in Role if ROLES[role].needs_second_factor]
DO_WITHOUT = [role for role in Role if role not in NEED]
FILLED = {"token": "x", "name": "sign-in", "pk": uuid.UUID(int=1), "colour": "0b4f6c"}


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def manager(darlington):
    return make_member(darlington, Role.MANAGER)


def everything(darlington):
    """Every address that there is, filled with rows that are there, and one that is not."""
    ours = world.build(darlington, **world.OURS)
    for name, _, arguments in addresses(get_resolver()):
        if name in IN_PARTNERSHIP:
            yield name, reverse(name, kwargs={"slug": "darlington", **world.arguments(PAGES[name].of, ours)})
        else:
            yield name, reverse(name, kwargs={argument: FILLED[argument] for argument in arguments})
    yield "nothing there", "/darlington/nothing-there/"
    yield "nothing at all", "/nothing/at/all"


def leads_to_set_up(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("second_factor"))


def knows_nobody():
    """The pages that the public has too, and that get a request without its cookies."""
    return {name for name, view, _ in addresses(get_resolver()) if getattr(view, "public_view", False)}


def test_every_address_leads_to_the_set_up(client_for, manager, darlington):
    client, opened = client_for(manager), []
    for name, address in everything(darlington):
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            if not leads_to_set_up(answer):
                opened.append((name, method))
            client = client if SESSION_KEY in client.session else client_for(manager)

    assert {name for name, _ in opened} == sign_in_middleware.WAY_TO_A_FACTOR | knows_nobody()
    assert sign_in_middleware.WAY_TO_A_FACTOR.isdisjoint(knows_nobody())


@pytest.mark.parametrize("role", NEED)
def test_each_of_these_roles_needs_one(client_for, darlington, role):
    assert leads_to_set_up(client_for(make_member(darlington, role)).get("/darlington/"))


@pytest.mark.parametrize("role", DO_WITHOUT)
def test_the_others_may_do_without(client_for, darlington, role):
    assert client_for(make_member(darlington, role)).get("/darlington/").status_code == 200


def test_a_role_elsewhere_counts_everywhere(client_for, darlington, durham):
    user = make_member(darlington, Role.LEARNER)
    make_member(durham, Role.OFFICER, user=user)

    assert leads_to_set_up(client_for(user).get("/darlington/"))


def test_a_role_that_has_ended_asks_for_nothing(client_for, durham):
    former = make_member(PartnershipFactory(), Role.MANAGER, ends_on=timezone.localdate().replace(year=2020))
    make_member(durham, Role.LEARNER, user=former)

    assert client_for(former).get("/durham/").status_code == 200


def test_a_person_is_led_to_the_set_up_and_on_to_where_they_meant_to_go(manager):
    client = factor.sign_in(manager, next="/darlington/agencies/?page=1")
    stopped = client.get(client.last.url)
    assert stopped.url == "/account/second-factor/?next=/darlington/agencies/%3Fpage%3D1"
    page = client.get(stopped.url)
    key = page.context["key"].replace(" ", "")

    kept = client.post(stopped.url, {"code": factor.code(secret=key), "next": page.context["next"]})
    codes = client.get(kept.url).context["codes"]
    on = client.post(kept.url, {"next": client.get(kept.url).context["next"]})

    assert len(codes) == 10
    assert on.url == "/darlington/agencies/?page=1"
    assert client.get(on.url).status_code == 200


def test_removing_the_factor_closes_the_door_on_the_next_request(manager):
    factor.give(manager)
    client = factor.sign_in(manager, factor.code())
    assert client.get("/darlington/").status_code == 200

    with account_scope(manager):
        factor.app_of(manager).delete()

    assert leads_to_set_up(client.get("/darlington/"))


def test_a_session_that_passed_an_older_factor_does_not_enter(manager):
    factor.give(manager)
    client = factor.sign_in(manager, factor.code())

    factor.give(manager, secret="KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")

    assert client.get("/darlington/").url.startswith("/sign-in/")
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("how", ["required", "offered"])
def test_a_session_by_password_alone_does_not_enter_where_there_is_a_factor(client_for, manager, settings, how):
    settings.SECOND_FACTOR = how
    factor.give(manager)

    assert client_for(manager).get("/darlington/").url.startswith("/sign-in/")


def test_what_cannot_be_known_opens_nothing(client_for, manager, monkeypatch):
    client = client_for(manager)
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.services.second_factor.is_needed", lambda user: 1 / 0)

    assert client.get("/darlington/").status_code == 500


def test_a_setting_that_nobody_knows_requires_it(client_for, manager, settings):
    settings.SECOND_FACTOR = "perhaps"

    assert leads_to_set_up(client_for(manager).get("/darlington/"))


def test_what_htmx_asks_for_is_led_as_a_page(client_for, manager):
    answer = client_for(manager).get(
        "/darlington/agencies/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/darlington/"
    )

    assert answer["HX-Redirect"] == "/account/second-factor/?next=/darlington/"


def test_in_the_demo_it_is_offered(client_for, manager, settings):
    settings.SECOND_FACTOR = "offered"

    assert client_for(manager).get("/darlington/").status_code == 200
