"""What the public reads: published copies, the same for everybody, and nothing else of anybody's."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.permissions import Member
from accounts.roles import Role
from core import jobs
from core.db import tenancy
from core.db.tenancy import partnership_scope
from core.files import documents
from core.models import Job
from reporting.models import PublishedEdition, PublishedProfile
from reporting.services import editions, profiles, publishing, signing
from reporting.services.profiles import NothingToPublish
from tests import world
from tests.factories import AgencyFactory, GroupChairFactory, GroupFactory, UserFactory
from tests.factories.reporting import PublishedEditionFactory, PublishedProfileFactory
from tests.reporting.asking import reachable
from tests.reporting.test_editions_services import MADE, Held
from tests.world import CANARY

PAGE = reverse("public:partnership", args=["darlington"])
REPORT = reverse("public:report", args=["darlington", "2019-20"])


def edition(number):
    return reverse("public:edition", args=["darlington", "2019-20", number])


def file(name, number=1):
    return reverse("public:file", args=["darlington", "2019-20", number, name])


@pytest.fixture
def with_files(darlington):
    """A report with the files that the public may have."""
    with partnership_scope(darlington):
        kept = {
            name: documents.keep(
                partnership=darlington, name=name, content=content, content_type="application/pdf", by=None
            )
            for name, content in (("pdf", b"%PDF public"), ("tables", b"PK public"))
        }
        fields = {f"{name}_path": one.path for name, one in kept.items()}
        return PublishedEditionFactory(**fields, **{f"{name}_sha256": one.sha256 for name, one in kept.items()})


def test_a_partnership_with_nothing_public_looks_like_one_that_does_not_exist(anybody, darlington):
    there, nowhere = (anybody.get(reverse("public:partnership", args=[slug])) for slug in ("darlington", "nowhere"))

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content.decode().replace("darlington", "nowhere") == nowhere.content.decode()
    assert anybody.get(REPORT).status_code == 404
    assert darlington.name not in anybody.get(reverse("public")).content.decode()


def test_what_the_manager_publishes_is_what_the_public_reads(anybody, darlington, member, client_for):
    with partnership_scope(darlington):
        AgencyFactory(name="Council of the Area", kind="statutory")
        AgencyFactory(name="Police who left", kind="statutory", ends_on="2020-01-01")
        board = GroupFactory(name="Executive Board", is_decision_making=True)
        GroupFactory(name="Learning Group", parent=board)
        GroupChairFactory(group=board, title="Director of Children’s Services")
    manager = client_for(member(darlington, Role.MANAGER))

    manager.post(
        reverse("reporting:public_page", args=["darlington"]), {"about": "We **work** together.", "publish": "yes"}
    )
    page = anybody.get(PAGE).content.decode()

    for said in ("Council of the Area", "Executive Board", "Learning Group", "Director of Children’s Services"):
        assert said in page
    assert "<strong>work</strong>" in page
    assert "Police who left" not in page
    assert darlington.name in anybody.get(reverse("public")).content.decode()


def test_the_manager_reads_what_is_public_before_the_page_is(darlington, published, member, client_for):
    page = client_for(member(darlington, Role.MANAGER)).get(reverse("reporting:public_page", args=["darlington"]))

    text = page.content.decode()
    assert "Nobody outside can read it yet" not in text
    assert "does not say yet who the partnership is" in text
    assert f'href="{REPORT}"' in text


def test_a_preview_publishes_nothing(anybody, darlington, member, client_for):
    manager = client_for(member(darlington, Role.MANAGER))

    page = manager.post(reverse("reporting:public_page", args=["darlington"]), {"about": "Draft", "preview": "yes"})

    assert page.status_code == 200
    assert anybody.get(PAGE).status_code == 404


def test_the_page_stays_as_it_was_published_and_the_manager_is_told(anybody, in_darlington):
    first = profiles.publish(partnership=in_darlington, about="About", by=None)
    assert not profiles.has_changed(in_darlington, first)

    GroupFactory(name="A group of later")

    assert profiles.has_changed(in_darlington, first)
    assert "A group of later" not in anybody.get(PAGE).content.decode()
    second = profiles.publish(partnership=in_darlington, about="About", by=None)
    assert second.number == 2
    assert "A group of later" in anybody.get(PAGE).content.decode()


def test_publishing_the_same_again_is_refused(in_darlington):
    profiles.publish(partnership=in_darlington, about="About", by=None)

    with pytest.raises(NothingToPublish):
        profiles.publish(partnership=in_darlington, about="About", by=None)


def test_a_page_that_was_withdrawn_is_gone_and_reports_stay(anybody, in_darlington, published):
    profiles.publish(partnership=in_darlington, about="Our own words", by=None)
    profiles.withdraw(partnership=in_darlington, by=None)

    page = anybody.get(PAGE).content.decode()

    assert "Our own words" not in page
    assert REPORT in page
    assert PublishedProfile.objects.count() == 1


def test_the_report_is_read_with_its_contents(anybody, published):
    page = anybody.get(REPORT).content.decode()

    assert "Foreword" in page
    assert 'name="robots" content="index, follow"' in page
    assert '<meta name="description"' in page
    assert "another format" in page


def test_no_line_ends_inside_a_year_of_the_title(anybody, darlington):
    with partnership_scope(darlington):
        snapshot = json.loads(PublishedEditionFactory.build().snapshot) | {"title": "Annual <report> 2019-20"}
        PublishedEditionFactory(snapshot=json.dumps(snapshot))

    page = anybody.get(REPORT).content.decode()

    assert 'Annual &lt;report&gt; <span class="edition-whole p-nowrap">2019-20</span></h1>' in page


def test_a_superseded_edition_says_so_and_leads_to_the_newer_one(anybody, darlington):
    with partnership_scope(darlington):
        PublishedEditionFactory(is_superseded=True)
        PublishedEditionFactory(number=2)

    old, new = anybody.get(edition(1)).content.decode(), anybody.get(REPORT).content.decode()

    assert "Superseded" in old
    assert REPORT in old
    assert edition(1) in new
    assert edition(1) in anybody.get(PAGE).content.decode()


def test_a_report_travels_from_signature_to_the_public_with_its_charts_and_files(anybody, darlington, started):
    with partnership_scope(darlington):
        agency = AgencyFactory(kind="statutory")
        job = jobs.ask(editions.COMPILE, partnership=darlington, by=None, subject=started)
        snapshot = json.dumps(json.loads(PublishedEditionFactory.build().snapshot))
        made = editions.Compiled(snapshot, {"print": "<svg></svg>"}, MADE.html, MADE.pdf, MADE.tables, 1, 1)
        compiled = editions.keep(report=started, compiled=made, job_id=job.pk, by=None)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
        reachable(darlington)
        signing.offer(edition=compiled, by=None)
        signing.sign(edition=compiled, member=Member(UserFactory(), [Held(agency)]))
        assert publishing.publish(edition=compiled, by=None).charts == {"print": "<svg></svg>"}

    assert anybody.get(REPORT).status_code == 200
    assert anybody.get(file("report.pdf")).content == MADE.pdf
    assert anybody.get(file("tables.zip")).content == MADE.tables


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("report.pdf", b"%PDF public", "application/pdf"), ("tables.zip", b"PK public", "application/zip")],
)
def test_a_file_is_an_attachment_that_anybody_may_keep(anybody, with_files, name, content, kind):
    answer = anybody.get(file(name))

    assert (answer.content, answer["Content-Type"]) == (content, kind)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "public" in answer["Cache-Control"]
    assert anybody.get(file(name), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_file_that_was_changed_is_not_handed_out(anybody, with_files):
    default_storage.delete(with_files.pdf_path)
    default_storage.save(with_files.pdf_path, ContentFile(b"%PDF, but another"))

    answer = anybody.get(file("report.pdf"))

    assert answer.status_code == 403
    assert b"but another" not in answer.content


@pytest.mark.parametrize("name", ["report.docx", "..", "snapshot", "report.pdf.html"])
def test_there_are_no_other_files(anybody, with_files, name):
    assert anybody.get(file("x").replace("/x", f"/{name}")).status_code in {404, 301}


@pytest.mark.parametrize("address", [PAGE, REPORT, edition(1), reverse("public")])
def test_one_answer_serves_everybody(anybody, darlington, published, member, client_for, address):
    """No cookie, nothing that depends on who asks, and a fingerprint that says whether it still holds."""
    answer = anybody.get(address)
    members = client_for(member(darlington, Role.MANAGER)).get(address)

    assert answer.status_code == 200
    assert answer.content == members.content
    assert not answer.cookies
    assert not members.cookies
    assert "cookie" not in answer["Vary"].lower()
    assert "cookie" not in members["Vary"].lower()
    assert "public" in answer["Cache-Control"]
    again = anybody.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_changes_the_fingerprint(anybody, darlington, published):
    before = anybody.get(REPORT)["ETag"]
    with partnership_scope(darlington):
        PublishedEdition.objects.update(is_superseded=True)
        PublishedEditionFactory(number=2, title="Corrected")

    assert anybody.get(REPORT, headers={"If-None-Match": before}).status_code == 200


def test_public_pages_open_no_scope(anybody, darlington, published, member, client_for, monkeypatch):
    """Also for a member: the wall itself keeps everything else from these pages."""
    client = client_for(member(darlington, Role.MANAGER))
    with partnership_scope(darlington):
        PublishedProfileFactory()

    def refuse(*args):
        raise AssertionError("A public page asked for a scope.")

    monkeypatch.setattr(tenancy, "_tell_database", refuse)

    for browser in (anybody, client):
        for address in (PAGE, REPORT, edition(1), reverse("public")):
            assert browser.get(address).status_code == 200


def test_nothing_else_of_the_partnership_shows(anybody, durham):
    """Durham is full of records that carry a word; what it has published does not."""
    with partnership_scope(durham):
        built = world.build(durham, **world.THEIRS)
        assert built.agency.name.endswith(CANARY)
        PublishedProfile.objects.update(snapshot=PublishedProfileFactory.build(name="Durham").snapshot)
        PublishedEdition.objects.update(title="Annual report")

    year = world.THEIRS["year"]
    for address in [
        reverse("public"),
        reverse("public:partnership", args=["durham"]),
        reverse("public:report", args=["durham", year]),
        reverse("public:edition", args=["durham", year, world.THEIRS["edition"]]),
    ]:
        answer = anybody.get(address)
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", [PAGE, REPORT, file("report.pdf"), reverse("public")])
def test_the_public_only_reads(anybody, published, method, address):
    assert getattr(anybody, method)(address).status_code == 405


def test_the_public_list_takes_the_same_queries_for_many(
    anybody, published, django_assert_num_queries, django_assert_max_num_queries, darlington
):
    with django_assert_max_num_queries(6) as counted:
        anybody.get(PAGE)
    with partnership_scope(darlington):
        for number in range(2, 30):
            PublishedEditionFactory(number=number, is_superseded=True)
    with django_assert_num_queries(len(counted)):
        anybody.get(PAGE)
