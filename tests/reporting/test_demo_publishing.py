"""The demo publishes one report through the services of the pages, once, and leaves the other in work."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import MembershipRole
from core.db.tenancy import partnership_scope
from core.models import Job
from reporting.models import Edition, PublishedEdition, PublishedProfile, Report, Signature
from reporting.services import editions
from reporting.services.editions import Compiled
from reporting.snapshots import canonical
from tests.factories.reporting import SNAPSHOT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def compiled(demo, partnerships):
    """The demo as it is when a worker has compiled both reports."""
    for one in (partnerships["darlington"], partnerships["durham"]):
        with partnership_scope(one):
            report = Report.objects.get()
            job = editions.ask_to_compile(report=report, by=None)
            made = Compiled(canonical(SNAPSHOT), {}, b"<p>", b"%PDF", b"PK", pages=1, seconds=1)
            editions.keep(report=report, compiled=made, job_id=job.pk, by=None)
            Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    return partnerships


def test_one_report_is_public_and_the_other_waits(compiled, client, capsys):
    call_command("publish_demo")

    assert "/durham/public/, for anybody: Durham Safeguarding Children Partnership" in capsys.readouterr().out
    index = client.get("/public/").content.decode()
    assert "/durham/public/" in index
    assert "/darlington/public/" not in index
    page = client.get("/durham/public/").content.decode()
    assert "keeping children safe" in page
    assert "Annual report 2019-20" in page
    assert client.get("/durham/public/reports/2019-20/").status_code == 200
    with partnership_scope(compiled["darlington"]):
        assert Edition.objects.get().state == Edition.State.COMPILED
    with partnership_scope(compiled["durham"]):
        assert {one.signed_by.email for one in Signature.objects.select_related("signed_by")} == {
            "council@durham.example",
            "health@durham.example",
            "police@durham-darlington.example",
        }


def test_publishing_again_changes_nothing_even_of_what_was_withdrawn(compiled):
    call_command("publish_demo")
    with partnership_scope(compiled["durham"]):
        PublishedProfile.objects.update(is_current=False)

    call_command("publish_demo")

    with partnership_scope(compiled["durham"]):
        assert PublishedEdition.objects.count() == PublishedProfile.objects.count() == 1
        assert not PublishedProfile.objects.get().is_current


def test_a_demo_that_somebody_has_changed_is_told_and_goes_on(compiled, capsys):
    with partnership_scope(compiled["durham"]):
        MembershipRole.objects.filter(role="lead_partner").update(role="lay_member", agency=None)

    call_command("publish_demo")

    assert "stays unpublished. Still to be signed by" in capsys.readouterr().out
    with partnership_scope(compiled["durham"]):
        assert not PublishedEdition.objects.exists()


def test_production_publishes_no_demo(settings, db):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("publish_demo")
