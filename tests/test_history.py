"""The history of records: every tenant model has one, the database writes it, and the application cannot mend it."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from core.db.tenancy import partnership_scope
from core.row_level_security import tenants
from partnership.models import Agency, GroupAlias
from tests.factories import AgencyFactory, GroupAliasFactory, GroupFactory, UserFactory

RECORDS = [model for model in tenants.tenant_models() if not tenants.is_event(model)]
EVENTS = [model for model in tenants.tenant_models() if tenants.is_event(model)]

# Progress, post and requests: what they bring about is recorded with the records and documents that it changes.
# A person's own drafts and saved lists are nobody's business; what is only ever added to is its own history.
UNTRACKED = {
    "accounts.HandOver",
    "core.AccessEntry",
    "core.Draft",
    "core.Export",
    "core.Job",
    "core.Mail",
    "core.Outbox",
    "core.Receipt",
    "core.SavedView",
}


def label(model):
    return model._meta.label


def test_every_record_has_a_history():
    tracked = {event.pgh_tracked_model for event in EVENTS}

    assert {label(model) for model in RECORDS if model not in tracked} == UNTRACKED


@pytest.mark.django_db
@pytest.mark.parametrize("event", EVENTS, ids=label)
def test_triggers_are_in_place_and_on(event):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal "
            "AND tgrelid IN (%s::regclass, %s::regclass)",
            [event._meta.db_table, event.pgh_tracked_model._meta.db_table],
        )
        found = cursor.fetchall()

    names = {(table, name.removeprefix("pgtrigger_").split("_")[0]) for table, name, _ in found}
    record = event.pgh_tracked_model._meta.db_table
    assert {(record, "insert"), (record, "update"), (record, "delete"), (record, "stays")} <= names
    assert {(event._meta.db_table, "append"), (event._meta.db_table, "name")} <= names
    assert {enabled for *_, enabled in found} == {"O"}


@pytest.fixture
def history():
    """`history(row)` gives the labels, names and authors of a row's events, oldest first."""

    def look(row):
        events = event_model(type(row)).objects.filter(id=row.pk).order_by("pgh_id")
        return [(event.pgh_label, getattr(event, "name", None), event.pgh_context["user"]) for event in events]

    return look


def event_model(model):
    return next(event for event in EVENTS if event.pgh_tracked_model is model)


def test_each_change_is_recorded_with_its_author(darlington, history):
    author = UserFactory()
    with partnership_scope(darlington, by=author):
        agency = AgencyFactory(name="Before")
        agency.name = "After"
        agency.save()
        Agency.objects.filter(pk=agency.pk).update(name="At once")
        user = str(author.pk)

        assert history(agency) == [("insert", "Before", user), ("update", "After", user), ("update", "At once", user)]


def test_bulk_and_raw_writes_are_recorded_too(in_darlington, history):
    organisation = AgencyFactory().organisation
    made = Agency.objects.bulk_create(
        [Agency(partnership=in_darlington, organisation=organisation, name=f"Made {n}") for n in range(3)]
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnership_agency SET name = 'Raw' WHERE id = %s", [made[0].pk])

    assert [name for _, name, _ in history(made[0])] == ["Made 0", "Raw"]


def test_a_removed_row_leaves_its_history(in_darlington, history):
    alias = GroupAliasFactory(group=GroupFactory(), name="Once")
    GroupAlias.objects.filter(pk=alias.pk).delete()

    alias.pk = alias.id
    assert [kind for kind, *_ in history(alias)] == ["insert", "delete"]


def test_nested_scopes_have_their_own_authors(darlington, history):
    outer, inner = UserFactory(), UserFactory()
    with partnership_scope(darlington, by=outer):
        with partnership_scope(darlington, by=inner):
            first = AgencyFactory()
        second = AgencyFactory()

        assert [author for *_, author in history(first)] == [str(inner.pk)]
        assert [author for *_, author in history(second)] == [str(outer.pk)]


@pytest.mark.parametrize("setting", ["pghistory.context_metadata", "pghistory.context_id"])
def test_the_author_cannot_be_forged_by_a_setting(darlington, history, setting):
    author, victim = UserFactory(), UserFactory()
    with partnership_scope(darlington, by=author):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, f'{{"user": "{victim.pk}"}}'])
        agency = AgencyFactory()

        assert [who for *_, who in history(agency)] == [str(author.pk)]


def test_history_cannot_be_muted(in_darlington, history):
    """pgtrigger lets a setting switch its triggers off; here nothing listens to it."""
    agency = AgencyFactory(name="Before")
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgrelid::regclass || ':' || tgname)::text FROM pg_trigger")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", cursor.fetchone())
        cursor.execute("SELECT set_config('pgtrigger.schema', '', true)")
        cursor.execute("UPDATE partnership_agency SET name = 'Quietly' WHERE id = %s", [agency.pk])
        cursor.execute("SELECT public._pgtrigger_should_ignore('any')")

        assert cursor.fetchone() == (False,)
    assert [name for _, name, _ in history(agency)] == ["Before", "Quietly"]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO partnership_agencyevent SELECT * FROM partnership_agencyevent",
        "UPDATE partnership_agencyevent SET name = 'Never'",
        "DELETE FROM partnership_agencyevent",
        "TRUNCATE partnership_agencyevent",
        "ALTER TABLE partnership_agency DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
        "CREATE TEMP TABLE partnership_agencyevent (LIKE public.partnership_agencyevent)",
    ],
)
def test_the_application_cannot_write_history(in_darlington, sql):
    AgencyFactory()

    with pytest.raises(DatabaseError, match="permission denied|must be owner"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_history_of_another_partnership_is_not_seen(darlington, durham):
    with partnership_scope(darlington):
        agency = AgencyFactory()
    with partnership_scope(durham):
        assert not event_model(Agency).objects.filter(id=agency.pk).exists()
