import pytest

from accounts.roles import Role
from tests.accounts.inviting import acting, invite, sent, token_in


@pytest.fixture
def manager(darlington):
    return acting(darlington, Role.MANAGER)


@pytest.fixture
def token(darlington, manager):
    invite(darlington, manager)
    return token_in(sent(darlington)[-1])
