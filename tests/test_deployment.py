"""A place that would serve without protection is refused at start, with a sentence that says what to change."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import deployment
from tools.folder import ROOT

AWAY = "postgresql://portal_app@db.example.org/portal"


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({}, "demo"),
        ({"MODE": "demo", "DATABASE_URL": AWAY}, "demo"),
        ({"MODE": "production"}, "production"),
        ({"DATABASE_URL": "postgresql:///portal?host=/run/postgresql"}, "demo"),
        ({"DATABASE_URL": "postgresql://portal_app@localhost/portal"}, "demo"),
    ],
)
def test_the_mode_is_what_was_said(environment, mode):
    assert deployment.mode(environment) == mode


@pytest.mark.parametrize("word", ["Production", "prod", "staging", "live", " production"])
def test_an_unknown_mode_is_no_mode(word):
    with pytest.raises(ImproperlyConfigured, match=f"MODE={word} is neither production nor demo"):
        deployment.mode({"MODE": word})


@pytest.mark.parametrize("name", deployment.DATABASES)
def test_a_real_database_is_never_taken_for_a_demos(name):
    with pytest.raises(ImproperlyConfigured, match=f"{name} names db.example.org: say MODE=production"):
        deployment.mode({name: AWAY})


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URL": "postgresql:///live", "PGHOST": "db.example.org"},
        {"DATABASE_URL": "postgresql:///live?service=real"},
        {"DATABASE_URL": "postgresql:///live", "PGSERVICE": "real"},
        {"DATABASE_URL": "postgresql:///live?hostaddr=10.1.1.1"},
    ],
)
def test_nor_where_its_place_is_said_beside_the_address(environment):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL names .*: say MODE=production"):
        deployment.mode(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BROKER_URL", "redis://queue.example.org:6379/0"),
        ("EMAIL_URL", "smtps://mail.example.org"),
        ("PORTAL_URL", "https://portal.example.org"),
        ("ALLOWED_HOSTS", "localhost,portal.example.org"),
    ],
)
def test_whatever_names_another_machine_is_no_demo(name, value):
    with pytest.raises(ImproperlyConfigured, match=f"{name} names .*example.org: say MODE=production"):
        deployment.mode({name: value})
    assert deployment.mode({"MODE": "demo", name: value}) == "demo"


def test_a_developers_own_machine_is_a_demo():
    here = {"BROKER_URL": "redis+socket:///run/valkey.sock", "EMAIL_URL": "file:///tmp/mails"}
    here |= {"PORTAL_URL": "http://localhost:8000", "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]"}

    assert deployment.mode(here) == "demo"


def test_each_key_is_another():
    deployment.refuse_equal_keys(SECRET_KEY="a", SCOPE_KEY="b", SECOND_FACTOR_KEY="c")

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY and SECOND_FACTOR_KEY are the same"):
        deployment.refuse_equal_keys(SECRET_KEY="a", SCOPE_KEY="b", SECOND_FACTOR_KEY="a")


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        (
            {"PORTAL_URL": "http://portal.example.org", "REPLY_TO": "help@example.org"},
            "PORTAL_URL must begin with https",
        ),
        ({"REPLY_TO": "nobody"}, "REPLY_TO must name a mailbox that somebody reads"),
        ({"PORTAL_URL": "https://portal.example.org"}, "REPLY_TO must name a mailbox that somebody reads"),
    ],
)
def test_mails_lead_to_a_safe_place_and_are_answered(environment, fault):
    with pytest.raises(ImproperlyConfigured, match=fault):
        deployment.refuse_mails_astray(environment)


@pytest.mark.parametrize("portal", ["", "https://portal.example.org", "http://localhost:8000", "http://[::1]:8000"])
def test_mails_of_a_safe_place_may_be_sent(portal):
    deployment.refuse_mails_astray({"PORTAL_URL": portal, "REPLY_TO": "help@example.org"})


@pytest.mark.parametrize("allowed", [[], ["*"], ["portal.example.org", "*"], [".org"], [".gov.uk"], ["*.example.org"]])
def test_production_answers_to_names_of_its_own(allowed):
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        deployment.refuse_any_host(allowed)


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({"DATABASE_URL": AWAY}, "DATABASE_URL is not encrypted on the way to db.example.org: add sslmode=verify-full"),
        ({"DATABASE_URL": f"{AWAY}?sslmode=prefer"}, "DATABASE_URL is not encrypted"),
        ({"DATABASE_OWNER_URL": AWAY}, "DATABASE_OWNER_URL is not encrypted"),
        (
            {"DATABASE_RELAY_URL": "host=/run,db2 dbname=portal"},
            "DATABASE_RELAY_URL is not .* way to db2",
        ),
        (
            {"BROKER_URL": "redis://queue.example.org:6379/0"},
            "BROKER_URL is not .* way to queue.example.org",
        ),
        ({"BROKER_URL": "rediss://queue.example.org/0?ssl_cert_reqs=none"}, "BROKER_URL is not encrypted"),
        ({"BROKER_URL": "rediss://queue.example.org/0?ssl_cert_reqs=CERT_NONE"}, "BROKER_URL is not encrypted"),
        ({"BROKER_URL": "rediss://queue.example.org/0?ssl_check_hostname=false"}, "BROKER_URL is not encrypted"),
        ({"BROKER_URL": "sentinel://localhost:1;sentinel://queue.example.org:2"}, "way to queue.example.org"),
        ({"DATABASE_URL": "postgresql:///live", "PGHOST": "db.example.org"}, "way to db.example.org"),
        ({"DATABASE_URL": "postgresql://localhost/live?hostaddr=10.1.1.1"}, "way to 10.1.1.1"),
        ({"DATABASE_URL": "postgresql:///live?service=real"}, "way to the service real"),
        ({"EMAIL_URL": "smtp://mail.example.org"}, "EMAIL_URL is not encrypted on the way to mail.example.org"),
        ({"CLAMD": "scanner.example.org:3310"}, "CLAMD is not encrypted on the way to scanner.example.org"),
    ],
)
def test_records_cross_no_network_in_the_clear(environment, fault):
    with pytest.raises(ImproperlyConfigured, match=fault):
        deployment.refuse_clear_text(environment)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DATABASE_URL": f"{AWAY}?sslmode=verify-full", "BROKER_URL": "rediss://queue.example.org:6379/0"},
        {"DATABASE_URL": "postgresql://portal_app@[::1]/portal", "BROKER_URL": "redis+socket:///run/valkey.sock"},
        {"DATABASE_URL": AWAY, "BROKER_URL": "redis://queue/0", "HOSTS_OF_THIS_MACHINE": "db.example.org, queue"},
        {"EMAIL_URL": "smtp+starttls://mail.example.org:587"},
        {"EMAIL_URL": "smtp://localhost"},
        {"CLAMD": "/run/clamav/clamd.ctl"},
        {"CLAMD": "[::1]:3310"},
        {"CLAMD": "scanner:3310", "HOSTS_OF_THIS_MACHINE": "scanner"},
    ],
)
def test_what_is_encrypted_or_here_may_start(environment):
    deployment.refuse_clear_text(environment)


def test_only_the_front_is_reached_and_takes_what_the_portal_takes():
    composed = (ROOT / "docker-compose.yml").read_text()
    front = (ROOT / "docker" / "nginx.conf").read_text()

    assert re.findall(r"^  (\w+):\n(?:(?!^  \w).*\n)*?    ports:", composed, re.MULTILINE) == ["front"]
    assert f"client_max_body_size {settings.LARGEST_UPLOAD // 2**20}m;" in front
    assert "proxy_request_buffering on;" in front
    assert not re.search(r"\$(request|request_uri|uri|args|http_referer)\b", front), "the keys of mailed links"


def test_the_containers_of_one_machine_are_named_as_such():
    composed = (ROOT / "docker-compose.yml").read_text()

    assert "HOSTS_OF_THIS_MACHINE: database,queue,scanner" in composed
