"""What every test may ask for: a database made by the owner and used as the application, partnerships, people.

A test that ran as a superuser would pass without the wall, so the run stops unless its role is held back by it.
"""

import io
import socket

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import database
from tests.factories import AgencyFactory, make_member, make_partnerships
from tests.places import open_places

LOCAL = ("localhost", "127.0.0.1", "::1")


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Tests speak to this machine only."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            raise RuntimeError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_keepdb, django_db_createdb):
    """The owner makes and migrates the database; then every connection is pointed at it."""
    owner, old = connections["owner"], connections["owner"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        keep = django_db_keepdb and not django_db_createdb
        owner.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep, serialize=False)
        database.point_at(owner.settings_dict["NAME"])
        database.refuse_privileged_role()
    database.let_owner_through()
    yield
    with django_db_blocker.unblock():
        left = database.run("SELECT count(*) FROM reporting_checklistitem", using=owner)
        database.wait_for_the_last_to_leave()
        connections.close_all()
        owner.creation.destroy_test_db(old, verbosity=0, keepdb=django_db_keepdb)
    assert left == [(0,)], (
        "A test left shipped catalogues behind: `tests.database.catalogues_as_before` takes them back."
    )


@pytest.fixture(scope="session")
def partnerships(django_db_setup, django_db_blocker):
    """Two partnerships and their joint body by slug, made once by the owner; a flush leaves them."""
    with django_db_blocker.unblock():
        return make_partnerships()


@pytest.fixture
def catalogue(db):
    """`catalogue(sql, …)` gives rows of the database's catalogue, as the owner sees it."""
    return lambda sql, *params: database.run(sql, *params, using=connections["owner"])


@pytest.fixture
def catalogues(transactional_db):
    """The shipped indicators, outlines, checklists and days of reports, loaded; afterwards as they were before."""
    with database.catalogues_as_before():
        call_command("load_catalogues", verbosity=0, stdout=io.StringIO())
        yield
        database.flush()


@pytest.fixture
def darlington(db, partnerships):
    return partnerships["darlington"]


@pytest.fixture
def durham(db, partnerships):
    return partnerships["durham"]


@pytest.fixture
def exploitation_group(db, partnerships):
    """The joint body of both."""
    return partnerships["durham-darlington-ceg"]


@pytest.fixture(scope="module")
def places(partnerships, django_db_blocker):
    """Rows, members and signed-in browsers, committed for the whole file; each request is rolled back."""
    with django_db_blocker.unblock():
        yield open_places(partnerships)
        database.flush()


@pytest.fixture
def agencies(darlington, durham, exploitation_group):
    """One agency in each, by the slug of its partnership, which is its name too."""
    made = {}
    for partnership in (darlington, durham, exploitation_group):
        with partnership_scope(partnership):
            made[partnership.slug] = AgencyFactory(name=partnership.slug)
    return made


@pytest.fixture
def in_darlington(darlington):
    """The whole test runs in the scope of Darlington."""
    with partnership_scope(darlington):
        yield darlington


@pytest.fixture
def member(db):
    """`member(partnership, *roles)` gives a new user with these roles there; `user=` somebody who exists."""
    return make_member


@pytest.fixture
def client_for(db):
    """`client_for(user)` gives a browser in which that user is signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def officer(darlington, member, client_for):
    """A browser in which an officer of Darlington is signed in."""
    return client_for(member(darlington, Role.OFFICER))
