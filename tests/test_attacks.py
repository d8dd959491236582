"""What somebody inside the application's own session may try: forge, copy, keep, poison, inject."""

import contextlib
import hashlib
import hmac
import io
import uuid

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from core.checks import ends_sessions, shows_statements
from core.db.tenancy import partnership_scope, scope_key
from core.models import Outbox
from core.row_level_security import tenants
from partnership.models import Agency
from reporting.models import PublishedEdition
from tests import database
from tests.database import names, run
from tests.factories import AgencyFactory, GroupMemberFactory


@pytest.fixture
def second(db):
    """Another backend of the same role, as another process would have."""
    other = connection.copy()
    with contextlib.closing(other):
        yield other


def current_setting():
    return run("SELECT current_setting('app.scope')")[0][0]


def names_in(scope):
    """What raw SQL sees once this value stands in the session's setting."""
    run("SELECT set_config('app.scope', %s, true)", scope)
    return names()


def signature(body, key):
    (here,) = run("SELECT app.here()")[0]
    return hmac.new(key, f"{body}#{here}".encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("body", ["1,2,3/1,2,3/", "1/1/"])
def test_a_forged_signature_is_refused(agencies, body):
    with pytest.raises(DatabaseError, match="bad scope signature"), transaction.atomic():
        run("SELECT app.open_scope(%s, %s)", body, signature(body, b"a guess"))
    with pytest.raises(DatabaseError, match="bad scope"), transaction.atomic():
        names_in(f"{body}|{signature(body, b'a guess')}")


@pytest.mark.parametrize("text", ["", "|", "1/1/", "1/1/|", "x", "1/1/|null"])
def test_nonsense_is_refused(agencies, text):
    with pytest.raises(DatabaseError, match=r"bad scope|no partnership scope"), transaction.atomic():
        names_in(text)


def test_a_null_signature_is_refused(db):
    with pytest.raises(DatabaseError, match="bad scope signature"), transaction.atomic():
        run("SELECT app.open_scope('1/1/', NULL)")


def test_a_scope_cannot_be_widened_in_place(agencies, darlington, durham):
    with partnership_scope(darlington):
        _, mark = current_setting().split("|")
        with pytest.raises(DatabaseError, match="bad scope"), transaction.atomic():
            names_in(f"{darlington.pk},{durham.pk}/{durham.pk}/|{mark}")


@pytest.mark.django_db(transaction=True)
def test_a_scope_cannot_be_used_in_a_later_transaction(agencies, darlington):
    with partnership_scope(darlington):
        value = current_setting()
    body, mark = value.split("|")

    with pytest.raises(DatabaseError, match="bad scope signature"):
        run("SELECT app.open_scope(%s, %s)", body, mark)
    with pytest.raises(DatabaseError, match="bad scope"), transaction.atomic():
        names_in(value)


@pytest.mark.django_db(transaction=True)
def test_a_scope_cannot_be_used_by_another_backend_at_the_same_time(agencies, darlington, second):
    """Where a server shows one session's statements to another."""
    with partnership_scope(darlington):
        value = current_setting()
        body, mark = value.split("|")
        with pytest.raises(DatabaseError, match="bad scope signature"):
            run("SELECT app.open_scope(%s, %s)", body, mark, using=second)
        run("SELECT set_config('app.scope', %s, false)", value, using=second)
        with pytest.raises(DatabaseError, match="bad scope"):
            names(using=second)


@pytest.mark.django_db(transaction=True)
def test_a_poisoned_pooled_connection_gives_an_error_and_no_rows(agencies, darlington, durham):
    """Somewhere somebody kept a scope for the whole session: the next request must not inherit it."""
    with partnership_scope(darlington):
        run("SELECT set_config('app.scope', current_setting('app.scope'), false)")

    with pytest.raises(DatabaseError, match="bad scope"):
        names()
    with partnership_scope(durham):
        assert names() == ["durham"]


@pytest.mark.django_db(transaction=True)
def test_a_plan_kept_from_one_scope_gives_the_rows_of_the_next(agencies, darlington, durham):
    with partnership_scope(darlington):
        run("PREPARE kept AS SELECT name FROM partnership_agency")
        assert run("EXECUTE kept") == [("darlington",)]
    with partnership_scope(durham):
        assert [run("EXECUTE kept") for _ in range(7)] == [[("durham",)]] * 7
    with pytest.raises(DatabaseError, match="no partnership scope"):
        run("EXECUTE kept")
    run("DEALLOCATE kept")


@pytest.mark.parametrize("update", ["UPDATE partnership_agency SET partnership_id = %s", None])
def test_a_row_never_moves_even_where_both_may_be_written(agencies, darlington, durham, update):
    with partnership_scope(darlington, durham):
        with pytest.raises(DatabaseError, match="cannot move"), transaction.atomic():
            run(update, durham.pk) if update else Agency.objects.update(partnership=durham)


def test_a_row_cannot_be_made_elsewhere(agencies, darlington, durham):
    with partnership_scope(darlington), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        AgencyFactory(partnership=durham)


@pytest.mark.django_db(transaction=True)
def test_a_row_cannot_point_at_another_partnerships_row(agencies, darlington, durham):
    """Django's own key would let it: keys are checked past row-level security."""
    for scope in ([darlington], [darlington, durham]):
        with pytest.raises(IntegrityError, match="same_partnership"), partnership_scope(*scope):
            GroupMemberFactory(partnership=darlington, group__partnership=darlington, agency=agencies["durham"])


def test_a_name_taken_elsewhere_is_free_here(agencies, darlington):
    with partnership_scope(darlington):
        assert AgencyFactory(name="durham").pk


def test_a_scope_signs_with_the_key_of_the_settings(settings, darlington):
    key = scope_key()
    settings.SCOPE_KEY = "another key"

    assert scope_key() != key
    with pytest.raises(DatabaseError, match="bad scope signature"), partnership_scope(darlington):
        pass


INJECTED = [
    "' UNION SELECT set_config('app.scope', '{all}/{all}/', true) UNION ALL SELECT name FROM partnership_agency --",
    "' UNION SELECT set_config('app.scope', '{all}//|f', true) UNION ALL SELECT name FROM partnership_agency --",
    "' OR partnership_id = {theirs} --",
    "' UNION SELECT app.open_scope('{all}/{all}/', 'f')::text --",
    "' UNION SELECT app.is_signed('{all}/{all}/', 'f')::text --",
    "' UNION SELECT encode(ipad, 'hex') FROM app.scope_key --",
    "' UNION SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'partnership_agency' --",
    "' UNION SELECT query_to_xml('SELECT name FROM partnership_agency', true, true, '')::text --",
    "' UNION SELECT name FROM partnership_agencyevent --",
    "'; SET LOCAL row_security = off; SELECT name FROM partnership_agency --",
    "'; SET ROLE portal_owner; SELECT name FROM partnership_agency --",
    "'; SET SESSION AUTHORIZATION portal_owner; SELECT name FROM partnership_agency --",
    "'; ALTER TABLE partnership_agency NO FORCE ROW LEVEL SECURITY; SELECT name FROM partnership_agency --",
    "'; CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT 1' --",
    "'; SELECT pg_read_file('postgresql.conf') --",
    "'; SELECT last_value FROM core_partnership_id_seq --",
]


@pytest.mark.parametrize("text", INJECTED)
def test_an_injection_shows_nobody_elses_rows(agencies, darlington, durham, text):
    text = text.format(all=f"{darlington.pk},{durham.pk}", theirs=durham.pk)
    found = []

    with contextlib.suppress(DatabaseError), partnership_scope(darlington):
        found = run(f"SELECT name FROM partnership_agency WHERE name = '{text}".replace("%", "%%"))

    assert "durham" not in str(found)


@pytest.mark.parametrize("text", [text for text in INJECTED if text.startswith("';")])
def test_what_needs_other_rights_is_an_error(agencies, darlington, text):
    with pytest.raises(DatabaseError), partnership_scope(darlington):
        run(f"SELECT name FROM partnership_agency WHERE name = '{text}")


def test_the_hole_that_these_injections_use_is_one(agencies, darlington):
    with partnership_scope(darlington):
        assert run("SELECT name FROM partnership_agency WHERE name = '' OR true --'") == [("darlington",)]


def test_copy_is_held_back_like_a_query(agencies, darlington):
    out = io.StringIO()
    with partnership_scope(darlington), connection.cursor() as cursor:
        cursor.copy_expert("COPY partnership_agency (name) TO STDOUT", out)

    assert out.getvalue() == "darlington\n"


def test_copy_writes_nothing(darlington):
    with pytest.raises(psycopg2.Error, match="row-level security"), partnership_scope(darlington):
        with connection.cursor() as cursor:
            cursor.copy_expert("COPY partnership_agency FROM STDIN", io.StringIO())


LOOKS = [
    "SELECT query FROM pg_stat_activity",
    "SELECT query FROM pg_stat_get_activity(NULL)",
    "SELECT pg_stat_get_backend_activity(1)",
]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("place", ["portal", "postgres", "template1"])
@pytest.mark.parametrize("alias", ["default", "relay"])
def test_nobody_sees_what_other_sessions_ask(db, look, place, alias):
    where = {} if place == "portal" else {"dbname": place}
    with contextlib.closing(psycopg2.connect(database.address(alias, **where))) as other, other.cursor() as cursor:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="permission denied for function"):
            cursor.execute(look)


@pytest.mark.parametrize("act", ["pg_terminate_backend(%s)", "pg_cancel_backend(%s)"])
@pytest.mark.parametrize("place", ["portal", "postgres"])
@pytest.mark.parametrize("alias", ["default", "relay"])
def test_nobody_ends_what_other_sessions_do(db, act, place, alias):
    """They are of the same role, and everybody's: whoever can would keep all from the portal."""
    where = {} if place == "portal" else {"dbname": place}
    with contextlib.closing(psycopg2.connect(database.address(alias, **where))) as other, other.cursor() as cursor:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="permission denied for function"):
            cursor.execute(f"SELECT {act}", [other.info.backend_pid])
    assert not ends_sessions(alias)
    assert ends_sessions("owner")


def test_a_server_that_shows_statements_is_told_of(db, catalogue):
    assert not shows_statements("default")
    assert shows_statements("owner")


def test_the_published_copy_needs_no_scope_and_only_it(agencies, darlington):
    with partnership_scope(darlington):
        PublishedEdition.objects.create(
            partnership=darlington, year="2019-20", title="Report", number=1, snapshot="{}", sha256="0", pdf_size=1,
            tables_size=1, published_on="2020-09-01",
        )  # fmt: skip

    assert PublishedEdition.public.count() == 1
    with pytest.raises(DatabaseError, match="no partnership scope"), transaction.atomic():
        run("UPDATE reporting_publishededition SET title = 'x'")


def test_the_relay_sees_the_outbox_of_all_and_nothing_else(darlington, durham):
    """Both rows are committed by the owner, so that the relay's own connection sees them."""
    keys = [uuid.uuid4(), uuid.uuid4()]
    owner, relay = connections["owner"], connections["relay"]
    for key, partnership in zip(keys, (darlington, durham), strict=True):
        run(
            "INSERT INTO core_outbox (id, partnership_id, task, sends, created_at) VALUES (%s, %s, 'x', 0, now())",
            key, partnership.pk, using=owner,
        )  # fmt: skip
    try:
        assert {key for (key,) in run("SELECT id FROM core_outbox", using=relay)} >= set(keys)
        for model in [*tenants.tenant_models(), *tenants.shared_models()]:
            if model is not Outbox:
                with pytest.raises(DatabaseError, match="permission denied"):
                    run(f'SELECT 1 FROM "{model._meta.db_table}"', using=relay)
        for sql in ("SET task = 'y'", "SET partnership_id = 1", "SET done_at = now()", "SET user_id = NULL"):
            with pytest.raises(DatabaseError, match="permission denied"):
                run(f"UPDATE core_outbox {sql}", using=relay)
        with pytest.raises(DatabaseError, match="permission denied"):
            run("SELECT app.open_scope('1/1/', 'x')", using=relay)
    finally:
        run("DELETE FROM core_outbox WHERE id = ANY(%s)", keys, using=owner)
