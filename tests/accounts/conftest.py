import pytest
from django.core.cache import cache

from accounts.roles import Role
from tests.accounts.inviting import acting, invite, sent, token_in


@pytest.fixture(autouse=True)
def _no_one_tried_before():
    """The count of wrong tries lives in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def manager(darlington):
    return acting(darlington, Role.MANAGER)


@pytest.fixture
def token(darlington, manager):
    invite(darlington, manager)
    return token_in(sent(darlington)[-1])
