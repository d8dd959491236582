"""An agency's lead looks after the people of the agency, and of no other."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Membership, MembershipRole
from accounts.roles import Role
from accounts.services import offboarding, roles
from accounts.services.roles import Given
from core.db.tenancy import partnership_scope
from reporting.services import sections
from tests.accounts.inviting import EMAIL, acting, invite, membership_of, roles_of
from tests.factories import AgencyFactory, SectionFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db


class TestAgencyLead:
    @pytest.fixture
    def council(self, darlington):
        with partnership_scope(darlington):
            return AgencyFactory(name="Council of leads")

    @pytest.fixture
    def lead(self, darlington, council):
        return acting(darlington, Role.AGENCY_LEAD, agency=council)

    def test_invites_for_the_own_agency_and_no_further(self, darlington, lead, council):
        with partnership_scope(darlington):
            police = AgencyFactory(name="Police")
        invite(darlington, lead, role=Role.CONTRIBUTOR, agency=council)
        for role, agency, says in [
            (Role.CONTRIBUTOR, police, "own agency only"),
            (Role.OFFICER, None, "no other"),
            (Role.LEAD_PARTNER, council, "no other"),
            (Role.MANAGER, None, "no other"),
        ]:
            with pytest.raises(PermissionDenied, match=says):
                invite(darlington, lead, email="other@example.org", role=role, agency=agency)
        assert roles_of(darlington) == ["contributor"]

    def test_ends_what_somebody_is_for_the_agency_and_leaves_the_rest(self, darlington, lead, council):
        user = make_member(darlington, Role.CONTRIBUTOR, user=UserFactory(email=EMAIL), agency=council)
        with partnership_scope(darlington):
            membership = Membership.objects.get(user=user)
            MembershipRole.objects.create(partnership=darlington, membership=membership, role=Role.LAY_MEMBER)
        with pytest.raises(PermissionDenied), partnership_scope(darlington, by=lead.user):
            offboarding.end(membership=membership, last_day=None, by=lead)
        with partnership_scope(darlington, by=lead.user):
            assert not offboarding.end_for_agencies(membership=membership, by=lead)
        assert roles_of(darlington) == ["lay_member"]

    def test_ends_the_time_of_somebody_who_is_of_the_agency_alone(self, darlington, lead, council):
        make_member(darlington, Role.CONTRIBUTOR, user=UserFactory(email=EMAIL), agency=council)
        with partnership_scope(darlington, by=lead.user):
            assert offboarding.end_for_agencies(membership=membership_of(darlington), by=lead)
        assert membership_of(darlington).has_ended

    def test_hands_over_to_own_people_only(self, darlington, lead, council):
        user = make_member(darlington, Role.CONTRIBUTOR, user=UserFactory(email=EMAIL), agency=council)
        officer = make_member(darlington, Role.OFFICER)
        with partnership_scope(darlington, by=lead.user):
            sections.assign(section=SectionFactory(), author=user, due_on=None, by=None)
            with pytest.raises(PermissionDenied, match="own agency"):
                offboarding.hand_over(membership=membership_of(darlington), to=officer, by=lead)
            assert offboarding.hand_over(membership=membership_of(darlington), to=lead.user, by=lead) == 1

    def test_gives_no_role_beyond_the_agency_to_own_people(self, darlington, lead, council, client_for):
        make_member(darlington, Role.CONTRIBUTOR, user=UserFactory(email=EMAIL), agency=council)
        with partnership_scope(darlington, by=lead.user):
            police = AgencyFactory(name="Police")
            for given in (Given(Role.OFFICER), Given(Role.MANAGER), Given(Role.CONTRIBUTOR, police)):
                with pytest.raises(PermissionDenied):
                    roles.give(membership=membership_of(darlington), given=given, by=lead)
            address = reverse("people:role_add", args=["darlington", membership_of(darlington).pk])
        browser = client_for(lead.user)
        for forged in ({"role": "officer"}, {"role": "contributor", "agency": str(police.pk)}):
            page = browser.post(address, {"agency": str(council.pk)} | forged)
            assert "You cannot give" in page.content.decode()
        assert roles_of(darlington) == ["contributor"]

    def test_is_asked_about_no_other_agency_and_no_other_role(self, darlington, council, client_for):
        with partnership_scope(darlington):
            police = AgencyFactory(name="Police of elsewhere")
        make_member(darlington, Role.CONTRIBUTOR, agency=police)
        client = client_for(make_member(darlington, Role.AGENCY_LEAD, agency=council))

        page = client.get(reverse("people:own_agency", args=["darlington"])).content.decode()

        assert "Police of elsewhere" not in page
        assert "Business manager" not in page
        assert "Agency contributor" in page


def test_an_agencys_lead_is_asked_about_own_roles_alone(darlington, client_for):
    with partnership_scope(darlington):
        lead = make_member(darlington, Role.AGENCY_LEAD, agency=AgencyFactory(name="Council of leads"))
    form = client_for(lead).get("/darlington/my-agency/people/").content.decode()

    assert "Agency contributor" in form
    assert "All agencies" not in form
    assert "Independent scrutineer" not in form
