"""A section's history is for those who read drafts, and for whoever was asked to write it."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.services import sections
from tests import factories
from tests.factories import UserFactory


@pytest.fixture
def section(darlington):
    with partnership_scope(darlington):
        return factories.SectionFactory(title="Foreword")


def asked(client, section):
    return client.get(reverse("history", args=["darlington", "reporting.section", section.pk]))


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OFFICER, 200), (Role.LEAD_PARTNER, 200), (Role.SCRUTINEER, 403), (Role.CONTRIBUTOR, 403)]
)
def test_each_role(darlington, member, client_for, section, role, status):
    with partnership_scope(darlington):
        agency = factories.AgencyFactory()

    assert asked(client_for(member(darlington, role, agency=agency)), section).status_code == status


def test_an_author_sees_what_happened_to_the_text(darlington, member, client_for, section):
    with partnership_scope(darlington):
        author = member(darlington, Role.CONTRIBUTOR, agency=factories.AgencyFactory())
    with partnership_scope(darlington, by=UserFactory(name="Olive Officer")):
        sections.assign(section=section, author=author, due_on=None, by=None)
    with partnership_scope(darlington, by=author):
        sections.write(section=section, text="In the beginning", version=section.version, by=author)

    told = asked(client_for(author), section).content.decode()

    assert f"by {author.name}" in told
    assert "In the beginning" in told
    assert "by Olive Officer" in told
