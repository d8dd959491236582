"""A record's history in words: who, when, what; nothing of another partnership's, nothing that pages hide."""

import re
import uuid

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core import timelines
from core.db.tenancy import partnership_scope
from core.row_level_security import tenants
from core.timelines.entries import entries
from core.timelines.events import fields_of
from core.views.history import PER_PAGE
from partnership.models import Agency, Succession
from tests import factories
from tests.factories import AgencyFactory, FormerNameFactory, UserFactory
from tests.reporting.asking import as_member

# What has no page of its own: told with another record, shown on a page of its own kind, or nobody's record at all.
TOLD_ELSEWHERE = {
    "partnership.FormerName",
    "partnership.GroupAlias",
    "partnership.GroupChair",
    "partnership.GroupLink",
    "partnership.GroupMember",
    "partnership.Succession",
}


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\xa0", " ")


def page_of(record, slug="darlington"):
    return reverse("history", args=[slug, record._meta.label_lower, record.pk])


@pytest.fixture
def officer(darlington, member):
    user = member(darlington, Role.OFFICER)
    user.name = "Olive Officer"
    user.save(update_fields=["name"])
    return user


def history_of(client, record):
    answer = client.get(page_of(record))
    assert answer.status_code == 200
    return text_of(answer)


def test_it_tells_who_did_what_in_words(darlington, officer, client_for):
    with partnership_scope(darlington, by=officer):
        above = AgencyFactory(name="County council")
        agency = AgencyFactory(name="Fire service", kind="funder")
        changes = {"kind": "statutory", "represented_by": above, "starts_on": "2020-04-01", "name": "Fire"}
        Agency.objects.filter(pk=agency.pk).update(**changes)

    told = history_of(client_for(officer), agency)

    assert "Changed by Olive Officer" in told
    assert "Kind: from Funder only to Statutory partner" in told
    assert "Represented by: set to County council" in told
    assert "Starts on: set to 1 April 2020" in told
    assert "Agency: from Fire service to Fire" in told
    assert told.index("Changed by") < told.index("Added by")


def test_money_and_ticks_are_told_as_people_write_them(darlington, officer, client_for):
    with partnership_scope(darlington):
        contribution = factories.ContributionFactory(agreed="1234.50")
        post = factories.PostFactory(is_recommended=True, fte="0.60")

    client = client_for(officer)
    assert "Agreed: £1,234.50" in history_of(client, contribution)
    assert "Recommended: Yes" in history_of(client, post)
    assert "Full-time equivalent: 0.6" in history_of(client, post)


def test_nobody_is_named_where_the_portal_wrote(darlington, officer, client_for):
    with partnership_scope(darlington):
        agency = AgencyFactory()

    assert "Added by the portal" in history_of(client_for(officer), agency)


def test_rows_that_belong_to_a_record_are_told_with_it(darlington, officer, client_for):
    with partnership_scope(darlington):
        agency, old = AgencyFactory(), AgencyFactory(name="Old trust")
        FormerNameFactory(agency=agency, name="Once so called")
        FormerNameFactory(agency=old, name="Of another agency")
        Succession.objects.create(partnership=darlington, successor=agency, predecessor=old)
        Succession.objects.all().delete()

    told = history_of(client_for(officer), agency)

    assert "Former name added: Once so called" in told
    assert "Former name: Once so called" not in told
    assert "Succession added: Old trust" in told
    assert "Succession removed: Old trust" in told
    assert "Of another agency" not in told


def test_a_record_of_which_nothing_is_written_down_says_so(darlington, officer, client_for, monkeypatch):
    with partnership_scope(darlington):
        agency = AgencyFactory()
    monkeypatch.setattr("core.views.history.events", lambda shown, pk: [])

    assert "Nothing is written down" in history_of(client_for(officer), agency)


def test_what_is_emptied_and_what_is_long_is_told_too(darlington, officer, client_for):
    with partnership_scope(darlington):
        agency = AgencyFactory(note="Short")
        Agency.objects.filter(pk=agency.pk).update(note="")
        Agency.objects.filter(pk=agency.pk).update(note="Long " * 100)

    told = history_of(client_for(officer), agency)

    assert "Note: Short was taken away" in told
    assert "Note was changed Show the text of “Note” Long Long" in told


def test_an_end_is_called_an_end(darlington, officer, client_for):
    with partnership_scope(darlington):
        agency = AgencyFactory()
        Agency.objects.filter(pk=agency.pk).update(ends_on="2020-03-31")
        Agency.objects.filter(pk=agency.pk).update(ends_on=None)

    told = history_of(client_for(officer), agency)

    assert "Ended by" in told
    assert "Goes on by" in told


def test_a_history_is_cut_into_pages(darlington, officer, client_for):
    with partnership_scope(darlington):
        agency = AgencyFactory()
        for number in range(PER_PAGE):
            Agency.objects.filter(pk=agency.pk).update(note=f"Note {number}")
    client = client_for(officer)

    first, second = client.get(page_of(agency)), client.get(page_of(agency) + "?page=2")

    assert f"Note {PER_PAGE - 1}" in text_of(first)
    assert "Older" in text_of(first)
    assert "Added by" in text_of(second)
    assert "Newer" in text_of(second)
    for wrong in ("3", "0", "-1", "x", "9" * 30, "²"):
        assert client.get(page_of(agency) + f"?page={wrong}").status_code == 404


def test_another_partnerships_history_is_not_found(darlington, durham, officer, client_for):
    with partnership_scope(durham):
        theirs = AgencyFactory()

    assert client_for(officer).get(page_of(theirs)).status_code == 404
    assert client_for(officer).get(page_of(theirs, "durham")).status_code == 404


@pytest.mark.parametrize("label", ["core.draft", "accounts.user", "nothing", "partnership.agencyevent"])
def test_what_is_not_registered_is_not_found(darlington, officer, client_for, label):
    where = reverse("history", args=["darlington", label, officer.pk])

    assert client_for(officer).get(where).status_code == 404


def test_a_role_that_sees_no_records_sees_no_history(darlington, member, client_for):
    with partnership_scope(darlington):
        agency = AgencyFactory()
    contributor = client_for(member(darlington, Role.CONTRIBUTOR, agency=agency))

    assert contributor.get(page_of(agency)).status_code == 403


@pytest.mark.parametrize(("role", "sees"), [(Role.OFFICER, True), (Role.SCRUTINEER, False), (Role.LEAD_PARTNER, False)])
def test_counts_are_told_only_to_those_who_keep_them(darlington, member, client_for, role, sees):
    with partnership_scope(darlington):
        measure = factories.MeasureFactory(value="3", topic="Strip searches")
        type(measure).objects.filter(pk=measure.pk).update(value="4")

    told = history_of(client_for(member(darlington, role)), measure)

    assert ("Value: from 3 to 4" in told) == sees
    assert ("Value: a figure that only the business unit sees was changed" in told) != sees
    assert bool(re.search(r"Value: \d", told)) == sees


def test_the_number_of_an_event_is_never_shown(darlington, officer, client_for, catalogue):
    """It counts the writes of all partnerships together."""
    catalogue("SELECT setval(pg_get_serial_sequence('partnership_agencyevent', 'pgh_id'), 98765432)")
    with partnership_scope(darlington):
        agency = AgencyFactory()
        assert agency.events.get().pgh_id == 98765433

    assert "98765433" not in client_for(officer).get(page_of(agency)).content.decode()


def test_an_import_is_named_by_its_file(darlington, officer, client_for):
    with partnership_scope(darlington, by=officer):
        batch = factories.ImportBatchFactory(file_name="fire.csv", state="writing")
        agency = AgencyFactory()
        type(batch).objects.filter(pk=batch.pk).update(state="done")

    assert "Added by Olive Officer, with the import of fire.csv" in history_of(client_for(officer), agency)


@pytest.mark.django_db(transaction=True)
def test_it_takes_the_same_few_queries(darlington, officer, client_for):
    client, counts = client_for(officer), []
    with partnership_scope(darlington, by=officer):
        agency = AgencyFactory()
    for more in (1, 7):
        with partnership_scope(darlington, by=officer):
            for number in range(more):
                FormerNameFactory(agency=agency)
                factories.GroupMemberFactory(agency=agency)
                Agency.objects.filter(pk=agency.pk).update(note=f"{more} {number}", represented_by=AgencyFactory())
        with CaptureQueriesContext(connection) as queries:
            history_of(client, agency)
        counts.append(len(queries))

    assert counts == [12, 12]


def test_every_tracked_record_of_the_apps_has_its_page_or_is_told_with_another():
    apps = {"partnership", "indicators"}
    tracked = {
        model.pgh_tracked_model._meta.label
        for model in tenants.tenant_models()
        if tenants.is_event(model) and model._meta.app_label in apps
    }
    registered = {shown.model._meta.label for shown in timelines.timelines().values()}

    assert tracked - registered == TOLD_ELSEWHERE


SAMPLES = {
    models.BooleanField: True,
    models.IntegerField: 3,
    models.DecimalField: "12.50",
    models.DateTimeField: "2026-03-31T22:30:00+00:00",
    models.DateField: "2026-03-31",
    models.ForeignKey: str(uuid.uuid4()),
    models.JSONField: {"one": ["two"]},
    models.TextField: "Text",
    models.CharField: "Text",
}


def sample(field):
    """What the history has in a field, as JSON; of a choice a value that there is."""
    if field.flatchoices:
        return field.flatchoices[0][0]
    if field.is_relation and field.related_model._meta.pk.get_internal_type() != "UUIDField":
        return 1
    return next((value for kind, value in SAMPLES.items() if isinstance(field, kind)), None)


@pytest.mark.parametrize("label", timelines.timelines())
def test_every_row_of_every_history_is_told(in_darlington, officer, label):
    """Rows with all fields, and with none that may be empty, of the record and of what is told with it."""
    shown, found = timelines.timeline_named(label), []
    for model in (shown.model, *(key.model for key in shown.children)):
        full = {field.attname: sample(field) for field in fields_of(model)}
        bare = {field.attname: None if field.null else full[field.attname] for field in fields_of(model)}
        for kind, now, before in (("insert", full, None), ("update", bare, full), ("delete", bare, bare)):
            found.append((timezone.now(), 1, kind, None, None, model._meta.label_lower, now, before))

    told = entries(shown, shown.model(), found, as_member(officer, Role.OFFICER))

    assert [entry.title for entry in told].count("") == 0
    assert all(line.label for entry in told for line in entry.lines)


def test_the_author_may_be_somebody_who_has_left(darlington, officer, client_for):
    with partnership_scope(darlington, by=UserFactory(name="Gone Away")):
        agency = AgencyFactory()

    assert "Added by Gone Away" in history_of(client_for(officer), agency)
