"""The report pages as their people meet them."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Job
from reporting.models import Report, Section
from reporting.services import reports, sections
from tests.factories.reporting import EditionFactory, SignatureFactory


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", *args])


def section(key):
    return Section.objects.get(key=key)


def test_an_officer_starts_a_report(officer, darlington, template):
    typed = {"year": "2020-21", "template": template.pk, "title": "Annual report", "outline_for": "2020-21"}

    answer = officer.post(url("start"), typed)

    assert answer["Location"] == url("outline", "2020-21")
    with partnership_scope(darlington):
        assert Report.objects.get().sections.count() == 3


@pytest.mark.parametrize("year", ["2020", "2020-22", "last year", ""])
def test_a_year_that_is_none_is_asked_for_again(officer, template, year):
    answer = officer.post(url("start"), {"year": year, "template": template.pk, "title": "T"})

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_second_report_for_a_year_is_refused_in_words(officer, started):
    answer = officer.post(url("start"), {"year": "2019-20", "template": started.template.pk, "title": "T"})

    assert "There is a report for 2019-20 already." in answer.content.decode()


def test_the_outline_shows_each_section_with_its_number(officer, started):
    page = officer.get(url("outline", "2019-20")).content.decode()

    assert "Foreword" in page
    assert "2.1" in page


def test_an_outline_of_a_year_without_report_is_404(officer, started):
    assert officer.get(url("outline", "1999-00")).status_code == 404
    for odd in ("nonsense", "2019-2", "%00", "2019-20%00"):
        assert officer.get(f"/darlington/reports/{odd}/").status_code == 404


def test_an_author_sees_only_the_section_they_were_asked_for(started, darlington, member, client_for):
    author = member(darlington, Role.CONTRIBUTOR)
    with partnership_scope(darlington):
        sections.assign(section=section("people"), author=author, due_on=None, by=None)
    client = client_for(author)

    assert client.get(url("section", "2019-20", "people")).status_code == 200
    assert client.get(url("section", "2019-20", "foreword")).status_code == 403
    assert client.get(url("outline", "2019-20")).status_code == 403
    assert "People" in client.get(url("reports")).content.decode()


def test_an_author_writes_and_submits(started, darlington, member, client_for):
    author = member(darlington, Role.CONTRIBUTOR)
    with partnership_scope(darlington):
        sections.assign(section=section("people"), author=author, due_on=None, by=None)

    answer = client_for(author).post(
        url("section", "2019-20", "people"), {"text": "Our people.", "version": 1, "submit": "yes"}
    )

    assert answer.status_code == 302
    with partnership_scope(darlington):
        assert (section("people").text, section("people").state) == ("Our people.", Section.State.SUBMITTED)


@pytest.mark.parametrize("button", ["save", "submit"])
def test_a_save_that_is_clicked_twice_leads_on_twice(officer, started, button):
    form = {"text": "Mine", "version": 1, button: "yes"}
    first, second = (officer.post(url("section", "2019-20", "people"), form, follow=True) for _ in range(2))

    assert first.redirect_chain == second.redirect_chain != []
    assert "Somebody else" not in second.content.decode()
    assert "cannot become" not in second.content.decode()


def test_a_stale_save_shows_both_texts_and_changes_nothing(officer, started, darlington):
    with partnership_scope(darlington):
        sections.write(section=section("people"), text="Theirs came first", version=1, by=None)

    answer = officer.post(url("section", "2019-20", "people"), {"text": "Mine came second", "version": 1})
    page = answer.content.decode()

    assert "Theirs came first" in page
    assert "Mine came second" in page
    with partnership_scope(darlington):
        assert section("people").text == "Theirs came first"


def test_after_a_stale_save_the_next_one_is_kept(officer, started, darlington):
    with partnership_scope(darlington):
        sections.write(section=section("people"), text="Theirs", version=1, by=None)
    officer.post(url("section", "2019-20", "people"), {"text": "Mine", "version": 1})

    assert officer.post(url("section", "2019-20", "people"), {"text": "Both", "version": 2}).status_code == 302


def test_preview_shows_the_text_and_keeps_nothing(officer, started, darlington):
    answer = officer.post(
        url("section", "2019-20", "people"), {"text": "**Bold** words <script>", "version": 1, "preview": "yes"}
    )
    page = answer.content.decode()

    assert "<strong>Bold</strong>" in page
    assert "<script>" not in page.split('id="preview"')[1].split("</section>")[0]
    with partnership_scope(darlington):
        assert section("people").text == ""


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "1" + "0" * 30])
def test_a_version_that_is_none_is_no_error_page(officer, started, version):
    assert officer.post(url("section", "2019-20", "people"), {"text": "T", "version": version}).status_code == 200


def test_compile_asks_for_a_job_and_shows_how_far_it_is(officer, started, darlington):
    answer = officer.post(url("compile", "2019-20"))

    with partnership_scope(darlington):
        job = Job.objects.get()
    assert answer["Location"] == url("compiling", "2019-20", job.pk)
    assert "Waiting" in officer.get(answer["Location"]).content.decode()


def test_progress_over_htmx_stops_when_the_job_is_over(officer, started, darlington):
    address = officer.post(url("compile", "2019-20"))["Location"]
    assert officer.get(address, headers={"HX-Request": "true"}).status_code == 200

    with partnership_scope(darlington):
        Job.objects.update(state=Job.State.FAILED, message="Section “People”: no.")

    answer = officer.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 286
    assert "Section “People”: no." in answer.content.decode()


def test_only_members_whose_role_lets_them_write_can_be_asked(officer, started, darlington, member):
    member(darlington, Role.SCRUTINEER)
    lay = member(darlington, Role.LAY_MEMBER)

    page = officer.get(url("section_assign", "2019-20", "people")).content.decode()

    assert f">{lay.name}<" in page.replace("\n", "").replace("  ", "")
    assert page.count("<option") == 3  # nobody, the officer, the lay member


@pytest.mark.parametrize("name", ["section_move", "section_take_back", "section_remove", "section_accept", "compile"])
def test_what_changes_something_is_not_reached_by_get(officer, started, name):
    args = {"compile": ["2019-20"], "section_move": ["2019-20", "people", "up"]}.get(name, ["2019-20", "people"])

    assert officer.get(url(name, *args)).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_outline_takes_the_same_queries_for_many_sections(
    officer, started, darlington, django_assert_max_num_queries, django_assert_num_queries
):
    address = url("outline", "2019-20")
    officer.get(address)
    with partnership_scope(darlington):
        SignatureFactory(edition=EditionFactory(report=started))
    officer.get(address)
    with django_assert_max_num_queries(30) as counted:
        officer.get(address)
    asked = len(counted)
    with partnership_scope(darlington):
        for number in (2, 3):
            SignatureFactory(edition=EditionFactory(report=started, number=number))
        for number in range(30):
            reports.add_section(report=started, title=f"S{number}", level=1, kind="narrative", by=None)

    officer.get(address)
    with django_assert_num_queries(asked):
        officer.get(address)
