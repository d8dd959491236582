import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.services import sections
from tests.accounts.inviting import EMAIL, acting, invite, sent, token_in
from tests.factories import AgencyFactory, SectionFactory, UserFactory, make_member


@pytest.fixture
def manager(darlington):
    return acting(darlington, Role.MANAGER)


@pytest.fixture
def token(darlington, manager):
    invite(darlington, manager)
    return token_in(sent(darlington)[-1])


@pytest.fixture
def author(darlington):
    """A contributor who was asked to write a section."""
    with partnership_scope(darlington):
        agency = AgencyFactory(name="Council")
    return make_member(darlington, Role.CONTRIBUTOR, user=UserFactory(email=EMAIL, name="Sam Carter"), agency=agency)


@pytest.fixture
def section(darlington, author):
    with partnership_scope(darlington):
        section = SectionFactory(title="Foreword")
        sections.assign(
            section=section, author=author, due_on=timezone.localdate() + datetime.timedelta(days=3), by=None
        )
    return section
