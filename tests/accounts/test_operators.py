"""Who runs the portal: knows which partnerships there are, and nothing that is in them."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.urls import reverse

from accounts.models import Membership, Operator, User
from accounts.roles import Role
from accounts.services import second_factor
from core.dashboard import partnerships
from core.db.tenancy import partnership_scope
from core.models import Partnership
from tests import second_factors as factor
from tests import world
from tests.factories import PartnershipFactory, UserFactory, make_member
from tests.matrix import ANYBODY, PAGES
from tests.test_matrix import IN_PARTNERSHIP

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def add(email, **more) -> str:
    out = io.StringIO()
    call_command("add_operator", email, stdout=out, **more)
    return out.getvalue()


@pytest.fixture
def operator(db):
    user = UserFactory()
    add(user.email)
    return user


def test_the_operators_home_leads_to_their_page_of_the_guide(client_for, operator):
    page = client_for(operator).get(reverse("operator")).content.decode()

    assert f'href="{reverse("help_page", args=["operator"])}"' in page
    for kind in Partnership.Kind.values:
        assert f'<code class="p-key">{kind}</code>' in page


def test_an_operator_sees_each_partnership_and_whether_anybody_manages_it(client_for, operator, darlington, durham):
    PartnershipFactory(slug="unmanaged", name="Unmanaged Partnership", closed_on="2025-03-31")
    make_member(darlington, Role.MANAGER, user=UserFactory(name="Quillfeather"))
    make_member(darlington, Role.LAY_MEMBER)
    make_member(durham, Role.MANAGER, ends_on="2020-03-31")
    make_member(durham, Role.MANAGER, user=UserFactory(is_active=False))
    make_member(durham, Role.OFFICER)

    answer = client_for(operator).get("/operator/")

    seen = {one.partnership.slug: (one.members, one.has_manager) for one in answer.context["standings"]}
    assert seen["darlington"] == (2, True)
    assert seen["durham"] == (1, False)
    assert seen["unmanaged"] == (0, False)
    page = answer.content.decode()
    assert "Closed on 31 March 2025" in page
    assert "Quillfeather" not in page


def test_no_partnerships_manager_removes_an_operators_factor(operator, darlington):
    factor.give(operator)
    with partnership_scope(darlington):
        Membership.objects.create(partnership=darlington, user=operator)
    manager = make_member(darlington, Role.MANAGER)
    with partnership_scope(darlington, by=manager), pytest.raises(PermissionDenied, match="by a command"):
        second_factor.remove(user=operator, by=manager)
    assert factor.app_of(operator)


def test_an_operator_needs_a_second_factor(client_for, operator, settings):
    settings.SECOND_FACTOR = "required"

    assert client_for(operator).get("/operator/").url.startswith(reverse("second_factor"))


def test_an_operator_enters_no_partnership(client_for, operator, darlington):
    client, ours = client_for(operator), world.build(darlington, **world.OURS)
    opened = {}
    for name in IN_PARTNERSHIP:
        address = reverse(name, kwargs={"slug": "darlington", **world.arguments(PAGES[name].of, ours)})
        if ANYBODY not in (PAGES[name].get, PAGES[name].post):
            opened |= {(name, method): getattr(client, method)(address).status_code for method in ("get", "post")}

    assert {case: status for case, status in opened.items() if status != 404} == {}


def test_nobody_else_has_the_page(client_for, darlington):
    assert client_for(make_member(darlington, Role.MANAGER)).get("/operator/").status_code == 404


def test_the_database_tells_only_operators(darlington):
    manager = make_member(darlington, Role.MANAGER)

    with pytest.raises(DatabaseError, match="only an operator"):
        partnerships.summaries(by=manager)
    with pytest.raises(DatabaseError, match="only an operator"), partnership_scope(darlington):
        connection.cursor().execute("SELECT * FROM app.partnership_counts()")


def test_an_operator_is_led_to_the_page_of_all(client_for, operator, darlington):
    assert client_for(operator).get("/").url == "/operator/"
    make_member(darlington, Role.OFFICER, user=operator)

    assert "/operator/" in client_for(operator).get("/").content.decode()


def test_an_operator_of_no_account_gets_one():
    said = add("Operator@Example.org", name="Olive")

    password = said.split("shown once: ")[1].split()[0]
    user = User.objects.get(email="operator@example.org")
    assert (user.name, user.check_password(password)) == ("Olive", True)
    assert Operator.objects.filter(user=user).exists()
    assert "already an operator" in add("operator@example.org")


def test_an_operator_needs_an_address():
    with pytest.raises(CommandError, match="valid email"):
        add("operator")


def test_the_application_cannot_make_operators():
    user = UserFactory()

    with pytest.raises(DatabaseError, match="permission denied"):
        Operator.objects.create(user=user)


def test_an_operators_lost_phone_is_taken_away_by_command(operator):
    factor.give(operator)
    browser = factor.sign_in(operator, factor.code())
    assert browser.get("/operator/").status_code == 200

    call_command("remove_second_factor", operator.email, stdout=io.StringIO())

    assert browser.get("/operator/").url.startswith("/sign-in/")
    with pytest.raises(CommandError, match="no account with"):
        call_command("remove_second_factor", operator.email)
