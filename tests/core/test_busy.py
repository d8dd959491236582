"""One held lock, one slow statement, no database: pages say so, lose nothing, and the rest of the portal goes on."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from config.time_limits import LIMITS
from core.checks import limit_faults, own_settings, refuse_unsafe_connection, warnings_of
from core.db.tenancy import TenantModel, partnership_scope
from core.http.public_cache import LastAnswers
from core.views.errors import failed
from partnership.models import Agency
from tests import database
from tests.factories.accounts import PASSWORD
from tests.factories.reporting import PublishedProfileFactory

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/darlington/agencies/add/"
TENANT_TABLES = sorted(
    model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel) and model._meta.managed
)


@pytest.fixture
def impatient():
    """The tests' own connection waits for a lock as a page does, only less long."""
    database.run("SET lock_timeout = '200ms'")
    yield
    connection.close()


@pytest.fixture
def page(member, darlington):
    """A browser that shows what went wrong as people see it."""
    browser = Client(raise_request_exception=False)
    browser.force_login(member(darlington, Role.OFFICER))
    return browser


def test_a_form_that_meets_a_held_lock_can_be_sent_again(page, darlington, impatient):
    typed = {"name": 'Fire & "Rescue"\nService', "kind": "funder"}
    with database.held("partnership_agency"):
        answer = page.post(ADD, typed)

    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "is not saved yet" in text
    assert 'value="Fire &amp; &quot;Rescue&quot;\nService"' in text
    assert f'action="{ADD}"' in text
    with partnership_scope(darlington):
        assert not Agency.objects.exists()


def test_a_page_that_meets_a_held_lock_says_try_again(page, impatient):
    with database.held("partnership_agency"):
        answer = page.get("/darlington/agencies/?kind=funder")

    assert answer.status_code == 503
    assert 'href="/darlington/agencies/?kind=funder"' in answer.content.decode()


def test_a_password_is_never_in_the_page(member, darlington, impatient):
    with database.held("accounts_user"):
        answer = Client(raise_request_exception=False).post(
            "/sign-in/", {"login": "somebody@example.org", "password": PASSWORD}
        )

    assert answer.status_code == 503
    assert PASSWORD not in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_another_error_is_not_called_busy(rf):
    try:
        raise ValueError("ours")
    except ValueError:
        answer = failed(rf.get("/darlington/agencies/"))

    assert answer.status_code == 500
    assert "busy" not in answer.content.decode()


def test_strangers_are_answered_whatever_table_is_held(darlington, impatient):
    with partnership_scope(darlington):
        PublishedProfileFactory()
    stranger = Client(raise_request_exception=False)
    addresses = ["/healthz", "/sign-in/", "/public/", "/darlington/public/"]
    assert [stranger.get(address).status_code for address in addresses] == [200] * len(addresses)

    refused = []
    for table in TENANT_TABLES:
        with database.held(table):
            refused += [(table, address) for address in addresses if stranger.get(address).status_code != 200]

    assert TENANT_TABLES
    assert refused == []


def test_health_is_never_an_old_answer(darlington, impatient, monkeypatch):
    stranger = Client(raise_request_exception=False)
    stranger.cookies["session"] = "of somebody"
    assert stranger.get("/healthz").status_code == 200

    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "PORT", "1")
        connection.close()
        assert stranger.get("/healthz").status_code == 503


def test_an_old_answer_is_not_given_for_ever(darlington, impatient, monkeypatch):
    with partnership_scope(darlington):
        PublishedProfileFactory()
    stranger = Client(raise_request_exception=False)
    stranger.get("/darlington/public/")
    monkeypatch.setattr(LastAnswers, "SECONDS", 0)

    with database.held("reporting_publishedprofile"):
        assert stranger.get("/darlington/public/").status_code == 503


def test_an_answer_stays_though_a_browser_had_it_already_and_goes_with_its_page(darlington, impatient):
    with partnership_scope(darlington):
        PublishedProfileFactory()
    stranger, address = Client(raise_request_exception=False), "/darlington/public/"
    tag = stranger.get(address)["ETag"]
    assert stranger.get(address, headers={"if-none-match": tag}).status_code == 304
    with database.held("reporting_publishedprofile"):
        assert stranger.get(address).status_code == 200

    database.run("DELETE FROM reporting_publishedprofile", using=connections["owner"])
    assert stranger.get(address).status_code == 404
    with database.held("reporting_publishedprofile"):
        assert stranger.get(address).status_code == 503


def test_nobody_fills_the_memory_with_questions(darlington, impatient):
    with partnership_scope(darlington):
        PublishedProfileFactory()
    stranger = Client(raise_request_exception=False)
    stranger.get("/darlington/public/?x=1")

    with database.held("reporting_publishedprofile"):
        assert stranger.get("/darlington/public/?x=1").status_code == 503


ASTRAY = {
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "row_security": "off",
    "search_path": "elsewhere",
    "default_transaction_read_only": "on",
}


@pytest.fixture
def led_astray(transactional_db):
    """The application's role has changed its own settings for new connections, as a role may; and it is one."""
    for name, value in ASTRAY.items():
        database.run(f"ALTER ROLE portal_app SET {name} = {value}")
    connection.close()
    yield
    connection.close()
    database.run("ALTER ROLE portal_app RESET ALL")


def test_connections_are_as_they_should_be_whatever_their_role_gave_itself(led_astray):
    assert limit_faults("default") == []
    for name, value in ASTRAY.items():
        assert database.run(f"SHOW {name}") != [(value,)], name
    assert User.objects.count() == 0


def test_such_settings_are_told_of_at_start(led_astray, caplog):
    refuse_unsafe_connection("default")

    assert "row_security=off" in caplog.text
    assert "RESET ALL" in caplog.text


def test_a_role_without_settings_is_not_told_of(db):
    assert own_settings("default") == ""
    assert warnings_of("default") == {}


def test_a_connection_past_the_wall_does_not_serve(db, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", f"{_limits()} -c row_security=off")
    try:
        with pytest.raises(ImproperlyConfigured, match="have no row_security"):
            refuse_unsafe_connection("default")
    finally:
        connection.close()


def _limits():
    return " ".join(f"-c {name}={seconds}s" for name, seconds in LIMITS["pages"].items())


def test_a_connection_without_limits_does_not_serve(db, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", "-c lock_timeout=1s")
    try:
        assert limit_faults("default") == [
            "Connections to the database have no idle_in_transaction_session_timeout.",
            "Connections to the database have no statement_timeout.",
        ]
    finally:
        connection.close()
