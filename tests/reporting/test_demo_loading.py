"""The demo loads through the same services as the pages, and loading it again changes nothing."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from accounts.models import MembershipRole, Operator, User
from accounts.roles import ROLES, Role
from accounts.services.belonging import partnerships_of
from core.db.tenancy import partnership_scope
from core.models import Partnership
from core.settings import choose, history, year_shown
from partnership.models import Agency
from reporting import demo_loading
from reporting.models import Report, Section

pytestmark = pytest.mark.django_db(transaction=True)


def counts():
    found = {}
    for partnership in Partnership.objects.filter(slug__in=["darlington", "durham"]):
        with partnership_scope(partnership):
            found[partnership.slug] = (Agency.objects.count(), Section.objects.count(), Report.objects.count())
    return found, User.objects.count(), [len(roles) for roles in all_roles().values()], Operator.objects.count()


def all_roles():
    """The roles that are held in each partnership of the demo."""
    found = {}
    for partnership in Partnership.objects.filter(slug__in=["darlington", "durham"]):
        with partnership_scope(partnership):
            found[partnership.slug] = list(MembershipRole.objects.select_related("agency"))
    return found


def test_loading_again_changes_nothing(demo):
    before = counts()

    call_command("load_demo")

    assert counts() == before
    assert all(reports == 1 and sections > 40 for _, sections, reports in before[0].values())


def test_every_section_is_accepted_and_one_has_an_author(demo, darlington):
    with partnership_scope(darlington):
        assert set(Section.objects.values_list("state", flat=True)) == {"accepted"}
        (asked,) = Section.objects.exclude(author=None)
    assert asked.author.email == "trust@darlington.example"


def test_every_sign_in_works(demo, client):
    for person in demo_loading.read(demo_loading.FOLDER / "people.toml")["person"]:
        assert User.objects.get(email=person["email"]).check_password(demo_loading.PASSWORD)


def test_both_partnerships_have_somebody_of_every_role(demo):
    for roles in all_roles().values():
        assert {held.role for held in roles} == set(Role)
        assert all(held.agency for held in roles if ROLES[Role(held.role)].needs_agency)
        assert {held.ends_on for held in roles if ROLES[Role(held.role)].needs_end} == {datetime.date(2099, 3, 31)}


def test_the_operator_belongs_to_no_partnership(demo):
    (operator,) = Operator.objects.all()

    assert operator.user.email == "operator@portal.example"
    assert partnerships_of(user=operator.user) == []


def test_a_scrutineer_of_an_older_demo_gets_an_end(demo, darlington):
    with partnership_scope(darlington):
        MembershipRole.objects.filter(role=Role.SCRUTINEER).update(ends_on=None)

    call_command("load_demo")

    with partnership_scope(darlington):
        assert MembershipRole.objects.get(role=Role.SCRUTINEER).ends_on == datetime.date(2099, 3, 31)


def test_every_sign_in_is_told(demo, capsys):
    call_command("demo_sign_ins")

    told = capsys.readouterr().out
    people = demo_loading.read(demo_loading.FOLDER / "people.toml")["person"]
    assert [person["email"] for person in people if person["email"] not in told] == []
    assert "Operator of the portal, in no partnership" in told


def test_what_is_set_is_set_once_and_then_left_alone(demo, darlington):
    with partnership_scope(darlington):
        assert str(year_shown(darlington)) == "2019-20"
        choose(partnership=darlington, key="year_shown", value="finished", reason="To try it.", by=None)

    call_command("load_demo")

    with partnership_scope(darlington):
        assert str(year_shown(darlington)) != "2019-20"
        assert history(darlington, "year_shown").count() == 2


def test_production_is_never_given_the_demo(settings, db):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("load_demo")
