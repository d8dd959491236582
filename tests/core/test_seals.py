"""The chain of seals: whatever is edited, deleted or put in past it is named, and what may go leaves it whole."""

import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import AccessEntry, Seal, Unsealed
from core.row_level_security import wall
from core.seals import heads, rows, sealing, verifying
from partnership.models import Agency
from tests import factories
from tests.database import another_connection, by_force, run

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = "partnership_agencyevent"
COPIED = ", ".join(name for name in rows.columns_of(Agency.pgh_event_model) if name != "pgh_id")


@pytest.fixture
def log(darlington, member):
    """Three versions of an agency and an entry of the access log, sealed."""
    user = member(darlington, Role.OFFICER)
    with partnership_scope(darlington, by=user):
        agency = factories.AgencyFactory(name="Northgate Trust")
        for name in ("Northgate NHS Trust", "Northgate NHS Foundation Trust"):
            Agency.objects.filter(pk=agency.pk).update(name=name)
        factories.AccessEntryFactory(user=user)
    sealing.seal()


def owner(sql, *params):
    return run(sql, *params, using=connections["owner"])


def faults():
    return [str(fault) for fault in verifying.faults("sealer")]


def keys():
    return [key for (key,) in owner(f"SELECT pgh_id FROM {EVENTS} ORDER BY 1")]


def test_what_was_sealed_stands(log):
    assert faults() == []
    assert Unsealed.objects.using("owner").count() == 0
    assert {EVENTS, "core_accessentry"} <= set(Seal.objects.using("owner").values_list("table", flat=True))


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (f"UPDATE {EVENTS} SET name = 'Southgate' WHERE pgh_id = %s", "edited after it was sealed"),
        (f"UPDATE {EVENTS} SET pgh_created_at = now() WHERE pgh_id = %s", "edited after it was sealed"),
        (f"UPDATE {EVENTS} SET pgh_context = '{{}}' WHERE pgh_id = %s", "edited after it was sealed"),
        (f"DELETE FROM {EVENTS} WHERE pgh_id = %s", "deleted after it was sealed"),
    ],
)
def test_a_row_of_the_history_that_was_changed_is_named(log, sql, found):
    first, second, _ = keys()
    assert first < second

    by_force(sql, second)

    (fault,) = faults()
    assert fault.startswith(f"{EVENTS}, row {second}: {found}")


def test_a_line_of_the_access_log_that_was_changed_is_named(log):
    ((key,),) = owner("SELECT id FROM core_accessentry")

    by_force("UPDATE core_accessentry SET what = 'nothing'")

    (fault,) = faults()
    assert fault.startswith(f"core_accessentry, row {key}: edited")


def test_a_row_that_was_put_in_between_is_named(log):
    _, second, _ = keys()

    by_force(f"INSERT INTO {EVENTS} (pgh_id, {COPIED}) SELECT 900000, {COPIED} FROM {EVENTS} WHERE pgh_id = %s", second)

    assert faults() == [f"{EVENTS}, row 900000: it was put in past the seal"]


def test_of_every_sealed_table_a_deleted_row_is_named(places):
    while sealing.seal():
        pass
    assert faults() == []
    filled = {table for table in rows.sealed_models() if owner(f"SELECT count(*) FROM {table}") != [(0,)]}

    for table in filled:
        key = rows.key_of(rows.sealed_models()[table])
        by_force(f"DELETE FROM {table} WHERE {key} = (SELECT {key} FROM {table} LIMIT 1)")

    named = [fault.partition(",")[0] for fault in faults()]
    assert len(filled) > 20
    assert sorted(named) == sorted(filled)


def test_a_row_that_was_deleted_before_it_could_be_sealed_is_named(log, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Soon gone")
    *_, last = keys()

    by_force(f"DELETE FROM {EVENTS} WHERE pgh_id = %s", last)
    sealing.seal()

    (fault,) = faults()
    assert fault.startswith(f"{EVENTS}, row {last}: deleted")


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE core_seal SET digests[1] = repeat('a', 64) WHERE chain = %s AND number = 1", "link 1: it was edited"),
        ("DELETE FROM core_seal WHERE chain = %s AND number = 1", "the links before it from 1 on were removed"),
        ("UPDATE core_seal SET hash = repeat('a', 64) WHERE chain = %s AND number = 1", "it does not follow"),
    ],
)
def test_a_link_that_was_changed_is_named(log, darlington, sql, found):
    owner(sql, darlington.pk)

    assert any(found in fault for fault in faults())


def test_what_commits_late_is_sealed_late(log, darlington):
    with another_connection() as late:
        late.execute(f"INSERT INTO {EVENTS} ({COPIED}) SELECT {COPIED} FROM {EVENTS} LIMIT 1 RETURNING pgh_id")
        (number,) = late.fetchone()
        with partnership_scope(darlington):
            factories.AgencyFactory()
        sealing.seal()
        assert max(keys()) > number
        assert faults() == []
        late.connection.commit()

    assert Unsealed.objects.using("owner").get().key == str(number)
    assert faults() == []
    sealing.seal()
    assert faults() == []
    assert Seal.objects.using("owner").latest("at").keys == [str(number)]


def test_each_partnership_has_a_chain_of_its_own(log, durham):
    with partnership_scope(durham):
        factories.AgencyFactory()
    sealing.seal()

    chains = Seal.objects.using("owner").filter(chain=durham.pk)
    assert list(chains.values_list("number", flat=True)) == list(range(1, len(chains) + 1))
    assert faults() == []


def test_of_two_sealers_one_seals(log, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory()

    with another_connection() as other:
        other.execute(sealing.ALONE)
        assert sealing.seal() == 0

    assert sealing.seal() > 0


def test_a_row_that_is_removed_for_a_reason_leaves_the_chain_whole(log, darlington):
    ((key,),) = owner("SELECT id FROM core_accessentry")
    before = Seal.objects.using("owner").get(table="core_accessentry")

    sealing.remove("owner", AccessEntry, darlington.pk, [str(key)], "Kept for two years.")

    assert owner("SELECT count(*) FROM core_accessentry") == [(0,)]
    assert faults() == []
    after = Seal.objects.using("owner").get(pk=before.pk)
    assert (before.salts, after.salts) != (after.salts, before.salts)
    assert after.salts == [""]


def test_a_row_that_comes_back_after_its_removal_is_named(log, darlington):
    ((key,),) = owner("SELECT id FROM core_accessentry")
    owner("CREATE TEMP TABLE kept AS SELECT * FROM core_accessentry")
    sealing.remove("owner", AccessEntry, darlington.pk, [str(key)], "Kept for two years.")

    by_force("INSERT INTO core_accessentry SELECT * FROM kept")
    owner("DROP TABLE kept")

    (fault,) = faults()
    assert fault.startswith(f"core_accessentry, row {key}: it is back after its removal")


def test_what_was_sealed_with_fewer_columns_is_compared_by_those(darlington, monkeypatch):
    columns = rows.columns_of
    with monkeypatch.context() as patch:
        patch.setattr(rows, "columns_of", lambda model: [name for name in columns(model) if name != "kind"])
        with partnership_scope(darlington):
            factories.AgencyFactory()
        sealing.seal()
    with partnership_scope(darlington):
        factories.AgencyFactory()
    sealing.seal()
    assert faults() == []

    by_force(f"UPDATE {EVENTS} SET kind = 'other'")
    assert len(faults()) == 1
    by_force(f"UPDATE {EVENTS} SET name = 'other'")
    assert len(faults()) == 2


def test_where_sealing_is_new_what_was_there_already_is_sealed(log, darlington):
    owner(f"DROP TRIGGER await_seal ON {EVENTS}")
    with partnership_scope(darlington):
        factories.AgencyFactory()
    owner("DELETE FROM core_seal")

    wall.build("owner")

    assert Unsealed.objects.using("owner").filter(table=EVENTS).count() == len(keys()) == 4


@pytest.mark.parametrize(
    "sql", ["SELECT 1 FROM core_seal", sealing.ALONE, "DELETE FROM core_unsealed", "SELECT 1 FROM core_unsealed"]
)
def test_the_application_has_no_part_in_it(log, sql):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(sql)


def test_whoever_rewrites_the_whole_chain_is_told_by_the_head_that_was_sent(log, tmp_path):
    kept = tmp_path / "heads.txt"
    kept.write_text("On Monday somebody wrote:\n" + "\n".join(heads.heads("sealer")) + "\n")
    assert verify("--heads", str(kept))[1] == 0

    by_force(f"UPDATE {EVENTS} SET name = 'Southgate'")
    owner("DELETE FROM core_seal")
    owner(f'INSERT INTO core_unsealed (chain, "table", key) SELECT partnership_id, %s, pgh_id FROM {EVENTS}', EVENTS)
    owner(
        'INSERT INTO core_unsealed (chain, "table", key) SELECT partnership_id, %s, id FROM core_accessentry',
        "core_accessentry",
    )
    for table in ("accounts_membershipevent", "accounts_membershiproleevent"):
        owner(f'INSERT INTO core_unsealed (chain, "table", key) SELECT partnership_id, %s, pgh_id FROM {table}', table)
    sealing.seal()

    assert faults() == []
    said, status = verify("--heads", str(kept))
    assert status == 1
    assert "whose head was sent" in said or "its head was sent" in said


def verify(*arguments):
    said = io.StringIO()
    try:
        call_command("verify_history", *arguments, stdout=said)
    except SystemExit as ending:
        return said.getvalue(), ending.code
    return said.getvalue(), 0


def test_the_command_names_the_row_and_ends_with_1(log):
    assert verify() == ("Everything stands as it was sealed. 4 links; rows that wait to be sealed: 0.\n", 0)

    by_force(f"DELETE FROM {EVENTS} WHERE pgh_id = %s", keys()[1])

    said, status = verify()
    assert status == 1
    assert f"{EVENTS}, row " in said


def test_the_head_goes_where_the_operator_says(log, settings, tmp_path):
    settings.HISTORY_HEADS_TO = (tmp_path / "heads.txt").as_uri()
    call_command("seal_history", "--once", stdout=io.StringIO())
    call_command("seal_history", "--once", stdout=io.StringIO())
    settings.HISTORY_HEADS_TO = "mailto:records@example.org"
    call_command("seal_history", "--once", stdout=io.StringIO())

    lines = (tmp_path / "heads.txt").read_text().splitlines()
    assert lines == heads.heads("sealer") * 2
    assert lines[0].endswith(" darlington")
    assert mail.outbox[0].to == ["records@example.org"]
    assert lines[0] in mail.outbox[0].body


def test_the_owners_role_seals_too_and_says_what_that_is_worth(log, monkeypatch):
    monkeypatch.setattr("core.management.commands.seal_history.USING", "owner")
    told = io.StringIO()

    call_command("seal_history", "--once", stdout=io.StringIO(), stderr=told)

    assert "The database role portal_owner owns tables. Whoever has this role" in told.getvalue()


def test_without_an_address_nothing_is_sealed_and_it_says_so(monkeypatch):
    monkeypatch.setattr("core.management.commands.seal_history.USING", "nowhere")

    with pytest.raises(CommandError, match="DATABASE_SEALER_URL is not set"):
        call_command("seal_history", "--once")
