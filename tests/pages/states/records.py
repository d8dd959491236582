"""Pages of the partnership's records: with nothing in them, with plenty, and with names of 300 characters."""

import datetime

from django.urls import reverse

from accounts.roles import Role
from core.models import Job, Partnership
from tests import factories
from tests.pages.state import State

LONG = ("The Safeguarding Partnership of the Very Long Name and of Everything That Belongs to It " * 4)[:299]
UNBROKEN = "Einrichtung" * 20
ENDED = datetime.date(2020, 3, 31)


def at(name, *args):
    return reverse(f"partnership:{name}", args=["darlington", *args])


def page(name, make=None):
    def made():
        if make:
            make()
        return at(name)

    return made


def many_agencies():
    old = factories.AgencyFactory(name="Old Trust", ends_on=ENDED)
    for number in range(60):
        factories.AgencyFactory(name=f"Agency {number:02}", sector="Health" if number % 2 else "Education")
    new = factories.AgencyFactory(name=LONG, kind="statutory", attendance="required", sector="Health")
    new.follows.through.objects.create(successor=new, predecessor=old, partnership_id=new.partnership_id)
    factories.AgencyFactory(name=UNBROKEN)


def one_agency():
    many_agencies()
    agency = factories.AgencyFactory(name=LONG[:200], short_name="SP", note="Pays in arrears.")
    factories.FormerNameFactory(agency=agency)
    factories.GroupMemberFactory(agency=agency, group__name=UNBROKEN, capacity="Designated doctor")
    factories.ContributionFactory(agency=agency, agreed="1234.50", invoiced="1234.50")
    factories.ContributionFactory(agency=agency, paid="in_kind", what_in_kind="A meeting room")
    factories.RoleHolderFactory(agency=agency, title="Chief executive")
    factories.ContactFactory(agency=agency, purpose="Worried about a child", hours="Day and night", is_public=True)
    factories.ContactFactory(agency=agency, purpose=LONG[:199], telephone="101", email="safeguarding@example.org")
    return at("agency", agency.pk)


def ended_agency():
    return at("agency", factories.AgencyFactory(name="Old Trust", ends_on=ENDED).pk)


def contacts():
    council = factories.AgencyFactory(name="The Council")
    factories.ContactFactory(agency=council, purpose="Worried about a child", hours="Day and night", is_public=True)
    factories.ContactFactory(agency=council, purpose="Business unit", telephone="", email="unit@example.org")
    factories.ContactFactory(purpose=UNBROKEN[:199], telephone="101", ends_on=ENDED)


def one_contact():
    agency = factories.AgencyFactory(name=LONG[:200])
    fields = {"email": f"{'safeguarding.' * 4}team@example.org", "hours": LONG[:199], "note": LONG, "is_public": True}
    return at("contact", factories.ContactFactory(agency=agency, purpose=UNBROKEN[:199], **fields).pk)


def posts():
    council = factories.AgencyFactory(name="Council of the posts")
    factories.PostFactory(title="Business manager", fte="1.00", funded_by=council)
    factories.PostFactory(title="Analyst", fte="0.60", state="vacant", seconded_from=council)
    factories.PostFactory(title="Training officer", fte="0.50", is_recommended=True, note=LONG)
    factories.PostFactory(title=UNBROKEN[:199])


def role_holders():
    lead = factories.RoleHolderFactory(title="Chief executive", agency__name="The Council")
    below = factories.RoleHolderFactory(role="delegated_partner", title="Director of people", delegated_from=lead)
    factories.RoleHolderFactory(role="delegated_partner", title=UNBROKEN[:199], delegated_from=below)
    factories.RoleHolderFactory(role="scrutineer", title="Independent scrutineer", agency=None)


def structure():
    top = factories.GroupFactory(name="Executive Group", kind="executive", is_decision_making=True)
    factories.GroupChairFactory(group=top, title="Independent chair")
    for name in ("Learning and Improvement Group", UNBROKEN, LONG):
        below = factories.GroupFactory(name=name, parent=top)
        factories.GroupLinkFactory(group=below, to_board="Health and Wellbeing Board")
        factories.GroupFactory(name=f"Under {name}"[:300], parent=below, ends_on=None)
    body = Partnership.objects.get(slug="durham-darlington-ceg")
    factories.GroupFactory(name="Child Exploitation Group", kind="strategic", parent=top, joint_body=body)
    factories.GroupFactory(name="Old Board", ends_on=ENDED)
    return top


def one_group():
    top = structure()
    group = factories.GroupFactory(
        name="Internal Scrutiny Panel",
        parent=top,
        purpose="Looks at how agencies work together. " * 6,
        chair_rotation="Each year, from agency to agency",
        meetings_a_year=6,
        terms_due_on=datetime.date(2027, 3, 31),
    )
    factories.GroupAliasFactory(group=group, name="Scrutiny group")
    factories.GroupChairFactory(group=group, agency=factories.AgencyFactory(name=LONG), starts_on=ENDED)
    factories.GroupMemberFactory(group=group, agency__name=UNBROKEN, capacity="Member")
    factories.GroupLinkFactory(group=group, to_group=top, to_board="", relationship="holds_to_account")
    return at("group", group.pk)


def joint_group():
    body = Partnership.objects.get(slug="durham-darlington-ceg")
    return at("group", factories.GroupFactory(name="Child Exploitation Group", joint_body=body).pk)


def budget():
    factories.BudgetFactory(year="2019-20", opening_reserve="40000.00", note="The review of funding is due.")
    for name, amount in [("The Council", 115616), ("The Police", 34404), (LONG, 550)]:
        agency = factories.AgencyFactory(name=name)
        factories.ContributionFactory(agency=agency, agreed=amount, received=amount)
        factories.ContributionFactory(agency=agency, agreed=amount, year="2018-19")
    kind = factories.AgencyFactory(name="Probation")
    factories.ContributionFactory(agency=kind, paid="in_kind", what_in_kind="An analyst", agreed=17596)
    factories.IncomeFactory(item="Course fees", amount=7025)
    factories.SpendingFactory(item="Staff", planned=140000, actual=150000)
    return at("budget_year", "2019-20")


def poor_budget():
    factories.ContributionFactory(agreed=None)
    return at("budget_year", "2019-20")


def job(**fields):
    def made():
        row = Job.objects.create(partnership=Partnership.objects.get(slug="darlington"), kind="test.nothing", **fields)
        return at("job", row.pk)

    return made


STATES = [
    State("home-empty", page("home")),
    State("home", page("home", lambda: (posts(), structure(), budget()))),
    State("forbidden", page("posts"), role=Role.CONTRIBUTOR, status=403),
    State("agencies-empty", page("agencies")),
    State("agencies-empty-lay-member", page("agencies"), role=Role.LAY_MEMBER),
    State("agencies", page("agencies", many_agencies)),
    State("agencies-no-match", lambda: (many_agencies(), at("agencies") + "?kind=funder")[1]),
    State("agency", one_agency),
    State("agency-ended", ended_agency),
    State("agency-contacts-empty", page("contacts")),
    State("agency-contacts", page("contacts", contacts)),
    State("agency-contact", one_contact),
    State("posts-empty", page("posts")),
    State("posts", page("posts", posts)),
    State("role-holders-empty", page("role_holders")),
    State("role-holders", page("role_holders", role_holders)),
    State("structure-empty", page("groups")),
    State("structure", page("groups", structure)),
    State("group", one_group),
    State("group-joint", joint_group),
    State("budget-empty", page("budget")),
    State("budget", budget),
    State("budget-poor", poor_budget),
    State("budget-empty-year", lambda: at("budget_year", "2018-19")),
    State("budget-years", page("budget_years", budget)),
    State("budget-years-empty", page("budget_years")),
    State("job-waiting", job()),
    State("job-running", job(state="running", step="Drawing charts", percent=40)),
    State("job-done", job(state="done", step="Keeping the edition", percent=100)),
    State("job-failed", job(state="failed", message="The report has no section that can be compiled.")),
]
