"""What a safeguarding partner's home page asks of them: a signature, a section, whoever goes of their agency."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.services import sections
from tests import factories


def in_days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.fixture
def agency(darlington):
    with partnership_scope(darlington):
        return factories.AgencyFactory(name="Constabulary", kind="statutory", sector="Police")


def asked(client, kind="next"):
    duties = client.get("/darlington/").context["duties"]
    return [(due.duty.title, due.duty.due_on) for due in getattr(duties, kind)]


@pytest.mark.parametrize("role", [Role.LEAD_PARTNER, Role.DELEGATED_PARTNER])
def test_a_partners_home_says_what_is_theirs(darlington, member, client_for, agency, role):
    user = factories.UserFactory()
    client = client_for(member(darlington, role, user=user, agency=agency, ends_on=in_days(20)))
    with partnership_scope(darlington):
        report = factories.ReportFactory()
        edition = factories.EditionFactory(report=report, state="offered")
        factories.SignatureFactory(edition=edition, agency=agency, signed_by=None, signed_at=None)
        section = factories.SectionFactory(report=report, title="Policing")
        sections.assign(section=section, author=user, due_on=in_days(3), by=None)
        factories.RoleHolderFactory(
            role="delegated_partner", title="Head of Safeguarding", agency=agency, ends_on=in_days(9)
        )
        factories.RoleHolderFactory(role="lead_partner", title="Somebody else", ends_on=in_days(9))

    found = asked(client)

    name = {Role.LEAD_PARTNER: "lead safeguarding partner", Role.DELEGATED_PARTNER: "delegated safeguarding partner"}
    assert found == [
        ("Write “Policing”, Annual report 2019-20", in_days(3)),
        ("Name who follows Head of Safeguarding as delegated safeguarding partner", in_days(9)),
        (f"Your role of {name[role]} for Constabulary ends", in_days(20)),
        ("Sign Annual report 2019-20, edition 1 for Constabulary", None),
    ]


def test_each_of_them_leads_to_a_page_that_opens(darlington, member, client_for, agency):
    client = client_for(member(darlington, Role.LEAD_PARTNER, agency=agency, ends_on=in_days(20)))
    with partnership_scope(darlington):
        factories.RoleHolderFactory(role="lead_partner", agency=agency, ends_on=in_days(9))

    duties = client.get("/darlington/").context["duties"].next

    assert len(duties) == 2
    assert all(client.get(due.duty.url).status_code == 200 for due in duties)


def test_whoever_is_followed_or_stays_asks_for_nothing(darlington, member, client_for, agency):
    client = client_for(member(darlington, Role.LEAD_PARTNER, agency=agency, ends_on=in_days(400)))
    with partnership_scope(darlington):
        goes = {"role": "lead_partner", "agency": agency}
        factories.RoleHolderFactory(**goes, title="Goes", ends_on=in_days(9))
        factories.RoleHolderFactory(**goes, title="Follows", starts_on=in_days(10))

    assert asked(client) == []


def test_everybody_is_told_that_their_own_role_ends(darlington, member, client_for):
    client = client_for(member(darlington, Role.SCRUTINEER, ends_on=in_days(5)))

    assert asked(client) == [("Your role of independent scrutineer ends", in_days(5))]


def test_an_officer_is_told_once_of_their_own(darlington, member, client_for):
    user = factories.UserFactory(name="Officer Ending")
    client = client_for(member(darlington, Role.OFFICER, user=user, ends_on=in_days(5)))

    own = [title for title, _ in asked(client) if "role ends" in title or "Your role" in title]

    assert len(own) == 1
