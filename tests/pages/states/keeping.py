"""Pages that keep what the partnership consists of: added, changed, ended, merged and split; plenty and nothing."""

import datetime

from accounts.roles import Role
from partnership.models import Agency, Group, RoleHolder
from tests import factories
from tests.pages.state import State
from tests.pages.states.records import ENDED, LONG, UNBROKEN, at, one_group, page, role_holders

COMING = datetime.date(2099, 4, 1)


def press(tab):
    tab.locator("main form .govuk-button-group > button").first.click()


def an_agency(**fields):
    agency = factories.AgencyFactory(name=LONG[:200], kind="statutory", sector="Health", **fields)
    seat = factories.GroupMemberFactory(agency=agency, group__name=UNBROKEN, capacity="Designated doctor")
    factories.GroupChairFactory(group=seat.group, agency=agency, title="Chief nurse")
    lead = factories.RoleHolderFactory(agency=agency, title="Chief executive")
    factories.RoleHolderFactory(role="delegated_partner", title="Director of people", delegated_from=lead)
    factories.FormerNameFactory(agency=agency)
    factories.ContributionFactory(agency=agency, year="2031-32")
    return agency


def of_agency(name, **fields):
    return lambda: at(name, an_agency(**fields).pk)


def of_group(name):
    def made():
        one_group()
        return at(name, Group.objects.get(name="Internal Scrutiny Panel").pk)

    return made


def of_lead(name):
    def made():
        role_holders()
        return at(name, RoleHolder.objects.get(title="Chief executive").pk)

    return made


def many(name):
    """A list that is too long to choose from."""

    def made():
        for number in range(70):
            factories.AgencyFactory(name=f"Agency {number:02}")
        return at(name, Agency.objects.get(name="Agency 00").pk)

    return made


def fill_day(tab, name, year="2026"):
    for part, text in (("day", "1"), ("month", "4"), ("year", year)):
        tab.fill(f"[name={name}_{part}]", text)


def ends(tab):
    fill_day(tab, "ends_on")
    press(tab)


def merges(tab):
    tab.fill("[name=name]", "New Trust")
    fill_day(tab, "on")
    press(tab)


def splits(tab):
    tab.fill("[name=names]", f"{UNBROKEN}\nCommunity Trust")
    fill_day(tab, "on")
    press(tab)


def asks_which(tab):
    tab.fill("[name=name]", "Police")
    tab.fill("[name=organisation]", "Durham Constabulary of North")
    press(tab)


def with_organisation():
    factories.OrganisationFactory(name="Durham Constabulary of the North")


def a_post():
    council = factories.AgencyFactory(name=LONG)
    post = factories.PostFactory(title=UNBROKEN[:199], fte="0.60", state="vacant", funded_by=council, note=LONG)
    return at("post", post.pk)


def succession_of_holders():
    lead = factories.RoleHolderFactory(title="Chief constable", starts_on=ENDED + datetime.timedelta(days=1))
    factories.RoleHolderFactory(title="Commissioner", agency=lead.agency, ends_on=ENDED)
    factories.RoleHolderFactory(role="delegated_partner", title=UNBROKEN[:199], delegated_from=lead)
    return at("role_holder", lead.pk)


def wrong_place():
    top = factories.GroupFactory(name="Top")
    factories.GroupFactory(name="Below", parent=top)
    return at("group_move", top.pk)


def moves_below(tab):
    tab.select_option("[name=parent]", label="Below")
    press(tab)


def looking_back():
    one_group()
    return at("groups") + "?on_day=31&on_month=3&on_year=2020"


STATES = [
    State("agency-add", page("agency_add")),
    State("agency-add-wrong", page("agency_add"), act=press, is_error=True),
    State("agency-add-which", page("agency_add", with_organisation), act=asks_which, is_error=True),
    State("agency-change", of_agency("agency_change")),
    State("agency-change-ended", of_agency("agency_change", ends_on=ENDED)),
    State("agency-change-many", many("agency_change")),
    State("agency-rename", of_agency("agency_rename")),
    State(
        "agency-coming-name",
        of_agency("agency", coming_name="Trust of Trusts", coming_name_on=datetime.date(2099, 4, 1)),
    ),
    State("agency-end", of_agency("agency_end")),
    State("agency-end-blocked", of_agency("agency_end"), act=ends, is_error=True),
    State("agency-merge", of_agency("agency_merge")),
    State("agency-merge-many", many("agency_merge")),
    State("agency-merge-wrong", of_agency("agency_merge"), act=press, is_error=True),
    State("agency-merge-plan", of_agency("agency_merge"), act=merges),
    State("agency-split-wrong", of_agency("agency_split"), act=press, is_error=True),
    State("agency-split-plan", of_agency("agency_split"), act=splits),
    State("agency-contributor", of_agency("agency"), role=Role.CONTRIBUTOR),
    State("former-name-add", of_agency("former_name_add")),
    State("post", a_post),
    State("post-add-wrong", page("post_add"), act=press, is_error=True),
    State("role-holder", succession_of_holders),
    State("role-holder-add-wrong", page("role_holder_add"), act=press, is_error=True),
    State("role-holder-end-blocked", of_lead("role_holder_end"), act=ends, is_error=True),
    State("role-hand-over", of_lead("role_hand_over")),
    State("group-add-wrong", page("group_add"), act=press, is_error=True),
    State("group-change", of_group("group_change")),
    State("group-move-wrong", wrong_place, act=moves_below, is_error=True),
    State("group-terms", of_group("group_terms")),
    State("group-end-blocked", of_group("group_end"), act=ends, is_error=True),
    State("group-seats-add", of_group("seats_add")),
    State("group-seats-end", of_group("seats_end")),
    State("group-chair-add", of_group("chair_add")),
    State("group-link-add-wrong", of_group("link_add"), act=press, is_error=True),
    State("structure-looking-back", looking_back),
]
