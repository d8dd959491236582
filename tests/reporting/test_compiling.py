"""Compiling for real: a broker, a relay and workers that are killed; one job, one edition, whatever happens."""

import json
import zipfile
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.files import documents
from core.models import Job
from reporting import snapshots
from reporting.editions import render_pdf
from reporting.models import Edition, Section
from reporting.services import editions, sections
from tests.factories import AgencyFactory
from tests.processes import RELAY, kill, until, worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(started, darlington):
    """A report with something in it, whose compile is asked for."""
    with partnership_scope(darlington):
        AgencyFactory(name="Durham Constabulary", kind="statutory", sector="Police")
        sections.write(section=Section.objects.get(key="foreword"), text="Welcome.", version=1, by=None)
        return editions.ask_to_compile(report=started, by=None)


def look(job):
    with partnership_scope(job.partnership):
        return Job.objects.get(pk=job.pk)


def made(job):
    with partnership_scope(job.partnership):
        return list(Edition.objects.for_page())


def test_a_compile_by_a_worker_keeps_one_edition_with_its_files(asked, launch):
    launch(RELAY)
    launch(worker())

    until(lambda: look(asked).is_over, seconds=60)

    assert look(asked).state == Job.State.DONE, look(asked).message
    (edition,) = made(asked)
    assert edition.sha256 == snapshots.digest(edition.snapshot)
    with partnership_scope(asked.partnership):
        pdf, tables = documents.read(edition.pdf), documents.read(edition.tables)
        assert "Durham Constabulary" in documents.read(edition.html).decode()
    assert render_pdf(json.loads(edition.snapshot)) == pdf
    assert any(name.endswith(".csv") or name == "README.txt" for name in zipfile.ZipFile(BytesIO(tables)).namelist())


def test_compiling_what_has_not_changed_makes_no_second_edition(asked, started, darlington, launch):
    launch(RELAY)
    launch(worker())
    until(lambda: look(asked).is_over, seconds=60)

    with partnership_scope(darlington):
        again = editions.ask_to_compile(report=started, by=None)
    until(lambda: look(again).is_over, seconds=60)

    assert again != asked
    assert look(again).says == "Nothing has changed since edition 1."
    with partnership_scope(darlington):
        assert editions.made_by(look(again)).number == 1
        assert Edition.objects.count() == 1


def test_the_pages_of_a_finished_compile_say_that_it_is_done(asked, darlington, member, client_for):
    asker = client_for(member(darlington, Role.OFFICER))
    pages = [
        reverse("reporting:compiling", args=["darlington", "2019-20", asked.pk]),
        reverse("partnership:job", args=["darlington", asked.pk]),
    ]
    for state, is_done in ((Job.State.RUNNING, False), (Job.State.DONE, True)):
        with partnership_scope(darlington):
            Job.objects.filter(pk=asked.pk).update(state=state, step="Keeping the edition", finished_at=timezone.now())
        for address in pages:
            page = asker.get(address).content.decode()
            assert ("Keeping the edition" in page) != is_done
            assert ("You can leave this page" in page) != is_done
            assert ("<title>Compiling" in page) == (not is_done and address == pages[0])


def test_a_worker_that_is_killed_while_it_compiles_loses_nothing(asked, launch):
    launch(RELAY)
    first = launch(worker())
    until(lambda: look(asked).state == Job.State.RUNNING and look(asked).percent >= 25, seconds=60)

    kill(first)
    assert made(asked) == []
    launch(worker())

    until(lambda: look(asked).is_over, seconds=90)
    assert (look(asked).state, look(asked).tries) == (Job.State.DONE, 2)
    assert [edition.number for edition in made(asked)] == [1]


def test_a_report_with_holes_is_compiled_as_a_draft(asked, launch, darlington):
    with partnership_scope(darlington):
        Section.objects.filter(key="agencies").update(source="nothing")
    launch(RELAY)
    launch(worker())

    until(lambda: look(asked).is_over, seconds=60)

    assert look(asked).state == Job.State.DONE, look(asked).message
    (edition,) = made(asked)
    assert [(one["key"], one["reason"]) for one in edition.lacking] == [
        ("people", "Nobody has written this section yet."),
        ("agencies", "Nothing offers “nothing” any more."),
    ]


def test_the_command_waits_and_writes_the_files(asked, launch, tmp_path):
    launch(RELAY)
    launch(worker())
    said = StringIO()

    call_command("compile_report", "darlington", "2019-20", "--to", str(tmp_path / "out"), stdout=said)

    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["darlington-2019-20-tables.zip", "darlington-2019-20.html", "darlington-2019-20.pdf"]
    assert "edition 1" in said.getvalue()


@pytest.mark.parametrize(
    ("slug", "year", "says"),
    [
        ("nowhere", "2019-20", "no partnership “nowhere”"),
        ("darlington", "2019", "not a year"),
        ("darlington", "1999-00", "no report for 1999-00"),
    ],
)
def test_the_command_says_what_it_cannot_find(asked, tmp_path, slug, year, says):
    with pytest.raises(CommandError, match=says):
        call_command("compile_report", slug, year, "--to", str(tmp_path))


def test_the_command_does_not_wait_for_ever(asked, tmp_path):
    with pytest.raises(CommandError, match="No worker finished"):
        call_command("compile_report", "darlington", "2019-20", "--to", str(tmp_path), "--wait", "1")
