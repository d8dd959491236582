"""Slow and failed statements are in the portal's log without their values, and in the database's log not at all."""

import logging
import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
from django.db import DatabaseError, connection, connections, transaction

from core.checks import logs_values
from core.db import statements
from core.http import log_lines
from tests import database
from tests.database import run
from tools import embedded

pytestmark = pytest.mark.django_db
NAME = "Quillfeather"
FAILING = {
    "a constraint": "INSERT INTO core_cacheentry (key, value, expires_at) VALUES (%s, NULL, now())",
    "a value": "SELECT CAST(%s AS integer)",
    "its syntax": "SELECT %s FROM FROM",
}


@pytest.fixture
def said(caplog):
    with caplog.at_level(logging.WARNING, logger=statements.__name__):
        yield lambda: [record.getMessage() for record in caplog.records if record.name == statements.__name__]


def fails(sql):
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql, NAME)


@pytest.mark.parametrize("why", FAILING)
def test_a_failed_statement_is_logged_without_its_values(said, why):
    fails(FAILING[why])

    (line,) = said()
    assert line.startswith("Failed with ")
    assert line.endswith(FAILING[why])
    assert NAME not in line


def test_the_line_says_which_error_it_was(said):
    fails(FAILING["a value"])

    assert said()[0].startswith("Failed with 22P02 after 0.")


def test_a_slow_statement_is_logged_with_its_time_and_without_its_values(said, settings):
    settings.SLOW_STATEMENT_SECONDS = 0.05

    run("SELECT %s, pg_sleep(0.06)", NAME)
    run("SELECT 1")

    (line,) = said()
    assert line.startswith("Took 0.")
    assert line.endswith("s: SELECT %s, pg_sleep(0.06)")


def test_a_traceback_says_nothing_of_the_row():
    try:
        with transaction.atomic():
            run(FAILING["a constraint"], NAME)
    except DatabaseError:
        record = logging.LogRecord("portal", logging.ERROR, "", 0, "It failed", None, sys.exc_info())

    text = log_lines.Formatter("{message}", style="{").format(record)

    assert NAME not in text
    assert log_lines.LEFT_OUT in text
    assert "IntegrityError" in text


@pytest.mark.django_db(transaction=True)
def test_every_new_connection_is_watched(said):
    connection.close()
    fails(FAILING["a value"])
    connection.close()
    fails(FAILING["a value"])

    assert len(said()) == 2


@pytest.mark.parametrize("alias", ["default", "owner", "relay", "sealer"])
def test_no_role_of_the_portal_has_its_statements_in_the_databases_log(alias):
    wanted = {
        "log_min_messages": "fatal",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
    }
    found = {name: run(f"SHOW {name}", using=connections[alias])[0][0] for name in wanted}

    assert found == wanted
    assert not logs_values(alias)


def test_the_application_cannot_turn_it_on_again():
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run("SET log_min_messages = 'error'")


def test_the_servers_log_holds_no_value():
    """Of every way to fail, of a deadlock (which quotes both statements) and of what a superuser does beside it."""
    before = server_log()
    for sql in FAILING.values():
        fails(sql)
    deadlock()
    added = server_log()[len(before) :]

    assert NAME not in added


def server_log() -> str:
    """Of the tests' own server; of somebody else's, nothing can be read from here."""
    path = embedded.TEST_FOLDER.logs / "postgres.log"
    return path.read_text(errors="replace") if path.exists() else ""


def deadlock():
    """Two sessions wait for each other, until the server ends one of them."""
    first, second = (psycopg2.connect(database.address()) for _ in range(2))
    update = "UPDATE core_cacheentry SET value = %s WHERE key = %s"
    with ThreadPoolExecutor() as threads, second.cursor() as other, first.cursor() as one:
        for key in "ab":
            one.execute("INSERT INTO core_cacheentry (key, value, expires_at) VALUES (%s, '', now())", [key])
        first.commit()
        one.execute(update, [NAME, "a"])
        other.execute(update, [NAME, "b"])
        waiting = threads.submit(one.execute, update, [NAME, "b"])
        ends = [attempt(other.execute, update, [NAME, "a"]), attempt(waiting.result)]
        first.rollback(), second.rollback()
        one.execute("DELETE FROM core_cacheentry WHERE key IN ('a', 'b')")
        first.commit()
    first.close(), second.close()
    assert ends.count("40P01") == 1


def attempt(act, *arguments) -> str:
    """The SQLSTATE with which it failed."""
    try:
        act(*arguments)
    except psycopg2.Error as error:
        return error.pgcode
    return ""
