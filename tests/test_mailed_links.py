"""The links of mails: nothing happens when a program looks at one, and its key stands in no log and no Referer."""

import logging
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from accounts import links
from accounts.models import EmailChange
from accounts.roles import Role
from accounts.services import email_changes, task_links
from core.db.tenancy import partnership_scope
from core.http import mailed_links
from core.http.mailed_links import without_keys
from reporting.mails import CANNOT_WRITE
from tests.accounts.inviting import acting, invite, sent, token_in
from tests.factories import UserFactory, make_member
from tests.web_server import asked
from tools.folder import ROOT

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|MERGE)", re.IGNORECASE)


def named(patterns):
    """The names of the addresses with a key in them, wherever they hang."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        elif "token" in pattern.pattern.converters:
            yield pattern.name


KINDS = sorted(set(named(get_resolver().url_patterns)))


def cannot_write(darlington):
    says = {"section": "Foreword", "report": "annual report 2019-20", "asking": "Darlington"}
    with partnership_scope(darlington):
        task = {"user": make_member(darlington, Role.CONTRIBUTOR), "kind": CANNOT_WRITE, "says": says}
        return task_links.token_for(partnership=darlington, subject_id=uuid.uuid4(), **task)


@pytest.fixture
def keys(db, darlington, monkeypatch):
    """A key that works for each kind of link."""
    monkeypatch.setattr("accounts.tasks.ask_addresses.delay", lambda **what: None)
    invite(darlington, acting(darlington, Role.MANAGER))
    joining = token_in(sent(darlington)[-1])
    change = email_changes.ask(user=UserFactory(), new="new.address@example.org")
    return {
        "cannot_write": cannot_write(darlington),
        "join": joining,
        "join_again": joining,
        "new_password": links.to_password(UserFactory()),
        "answer_email_change": links.to_email_change(change, links.NEW),
    }


def test_every_kind_of_mailed_link_is_tested(keys):
    assert sorted(keys) == KINDS


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_link_writes_nothing(keys, name, method):
    browser = Client()
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(browser, method)(reverse(name, args=[keys[name]]))

    assert answer.status_code == (405 if name == "join_again" else 200)
    assert [one["sql"] for one in queries if WRITES.match(one["sql"])] == []
    assert not any(name in browser.cookies for name in ("session", "__Host-session"))
    assert EmailChange.objects.get().new_said_yes_at is None


@pytest.mark.parametrize("name", KINDS)
def test_a_page_with_a_key_in_its_address_tells_it_to_no_other(keys, name, client):
    address = reverse(name, args=[keys[name]])
    for page in (address, f"/sign-in/?next={address}"):
        assert client.get(page)["Referrer-Policy"] == "strict-origin"
    assert client.get("/sign-in/?next=/darlington/")["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db(transaction=True)
def test_the_web_server_writes_no_key_down(keys, web_server):
    """Read, refused, gone, with and without the access log, as an address of its own or in another's query."""
    port = web_server.port
    for address, _ in addresses(keys):
        for method in ("GET", "HEAD", "POST", "PUT"):
            asked(port, address, method, {"Referer": f"https://portal.example.org{address}"})
        asked(port, f"/sign-in/?next={address}")
        asked(port, address[:-1])
        asked(port, address + "x" * 9000)
    written = web_server.log.read_text()

    assert written.count("/join/…") > 5
    assert "Gone: /join/…" in written
    for _, key in addresses(keys):
        assert key not in written


def addresses(keys):
    """Each kind of link as it works, and as one that does not work any more."""
    for name, key in keys.items():
        yield reverse(name, args=[key]), key
        yield reverse(name, args=[f"{key}over"]), f"{key}over"


@pytest.mark.parametrize("name", KINDS)
def test_no_line_of_a_log_has_a_key(name):
    address = reverse(name, args=["CANARY:x-y_z"])
    quoted = address.replace("/", "%2F").replace(":", "%3A")
    for text in (
        address,
        f"/sign-in/?next={quoted}",
        f'"GET {address}?next=/x/ HTTP/1.1"',
        address[: address.rindex("/")],
    ):
        assert "CANARY" in text
        assert "CANARY" not in without_keys(text)


def test_a_traceback_has_no_key_either():
    try:
        raise LookupError("nothing at /join/CANARY:abc/")
    except LookupError as error:
        record = logging.makeLogRecord({"msg": "at %s", "args": ("/join/CANARY/",), "exc_info": (None, error, None)})
        record.exc_info = (LookupError, error, error.__traceback__)
    written = mailed_links.Formatter().format(record)
    assert "nothing at /join/…/" in written
    assert "CANARY:abc" not in written


@pytest.mark.parametrize("place", mailed_links.PLACES)
def test_the_front_logs_no_error_with_such_an_address(place):
    front = (ROOT / "docker" / "nginx.conf").read_text()
    (quiet,) = re.findall(r"location ~ (\S+) \{\s*error_log /dev/null;", front)
    for address in (f"/{place}/key/", f"/sign-in/?next=/{place}/key/"):
        assert re.match(quiet, address)
