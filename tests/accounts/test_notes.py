"""A scrutineer's notes: written, changed and deleted by the one who wrote them, and seen by nobody else."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import MembershipRole, Note
from accounts.roles import Role
from accounts.services import notes
from core.db.tenancy import partnership_scope
from core.models import AccessEntry
from tests.factories import NoteFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db
NOTES = "/darlington/notes/"
SECRET = "Why does nobody chair the neglect group?"


@pytest.fixture
def scrutineer(darlington):
    user = make_member(darlington, Role.SCRUTINEER, user=UserFactory(name="Sasha Scrutineer"))
    with partnership_scope(darlington):
        last_day = timezone.localdate() + datetime.timedelta(days=90)
        MembershipRole.objects.filter(membership__user=user).update(ends_on=last_day)
    return user


@pytest.fixture
def browser(scrutineer, client_for):
    return client_for(scrutineer)


def text_of(answer):
    return answer.content.decode()


def write(browser, **typed):
    page = browser.get(f"{NOTES}add/")
    receipt = page.context["form"]["receipt"].value()
    return browser.post(f"{NOTES}add/", {"title": "Chairs", "text": SECRET, "about": "", "receipt": receipt, **typed})


def only(partnership):
    with partnership_scope(partnership):
        return Note.objects.get()


def test_a_note_is_written_changed_and_deleted(darlington, scrutineer, browser):
    assert write(browser, about="http://testserver/darlington/structure/").url == NOTES
    note = only(darlington)
    assert (note.written_by, note.about) == (scrutineer, "/darlington/structure/")
    assert "Chairs" in text_of(browser.get(NOTES))

    address = f"{NOTES}{note.pk}/"
    version = browser.get(address).context["form"]["version"].value()
    browser.post(address, {"title": "Chairs", "text": "They found one.", "about": "", "version": version})
    assert only(darlington).text == "They found one."

    browser.post(f"{address}delete/")
    with partnership_scope(darlington):
        assert not Note.objects.exists()


def test_the_page_somebody_came_from_is_offered(browser):
    page = browser.get(f"{NOTES}add/", headers={"referer": "http://testserver/darlington/agencies/?page=2"})
    assert 'value="/darlington/agencies/"' in text_of(page)


@pytest.mark.parametrize(
    "about", ["/durham/agencies/", "https://elsewhere.example.org/", "javascript:alert(1)", "agencies"]
)
def test_a_note_is_about_a_page_of_this_partnership(darlington, browser, about):
    assert "a page of this partnership" in text_of(write(browser, about=about))
    with partnership_scope(darlington):
        assert not Note.objects.exists()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SCRUTINEER])
def test_nobody_else_sees_a_note(darlington, scrutineer, client_for, role):
    with partnership_scope(darlington):
        note = NoteFactory(written_by=scrutineer, title="Chairs", text=SECRET)
    other = client_for(make_member(darlington, role))
    expected = 403 if role == Role.MANAGER else 404

    for address in (f"{NOTES}{note.pk}/", f"{NOTES}{note.pk}/delete/"):
        assert other.get(address).status_code == expected
        assert other.post(address, {"title": "x", "text": "x"}).status_code == expected
    assert "Chairs" not in text_of(other.get(NOTES))
    for page in ("/darlington/", "/darlington/search/?q=chairs", f"/darlington/history/accounts.note/{note.pk}/"):
        assert SECRET not in text_of(other.get(page))
        assert "Chairs" not in text_of(other.get(page)).replace("chairs", "")
    assert only(darlington).text == SECRET


def test_a_note_stays_its_writers_below_the_pages_too(darlington, scrutineer, member):
    other = member(darlington, Role.SCRUTINEER)
    with partnership_scope(darlington):
        note = NoteFactory(written_by=scrutineer)
        for act in (notes.save, notes.remove):
            with pytest.raises(PermissionDenied):
                act(note=note, by=other)


def test_the_notes_come_out_as_a_file_with_their_text_for_who_wrote_them(darlington, scrutineer, browser, client_for):
    with partnership_scope(darlington):
        NoteFactory(written_by=scrutineer, title="=Chairs", text=SECRET)
        NoteFactory(title="Somebody else's")

    first, *others = browser.get(NOTES, {"export": "csv"}).content.decode("utf-8-sig").splitlines()

    assert first == "Note,Text,Page,Written"
    assert len(others) == 1
    assert others[0].startswith(f"'=Chairs,{SECRET},")
    with partnership_scope(darlington):
        (entry,) = AccessEntry.objects.filter(action=AccessEntry.Action.EXPORT)
        assert (entry.user, entry.rows, SECRET in entry.what) == (scrutineer, 1, False)
    assert client_for(make_member(darlington, Role.MANAGER)).get(NOTES, {"export": "csv"}).status_code == 403


def test_a_view_of_ones_notes_is_saved_by_a_role_that_only_reads(browser):
    assert "Save this view" not in text_of(browser.get(NOTES))
    write(browser)
    assert "Save this view" in text_of(browser.get(NOTES))

    answer = browser.post("/darlington/views/", {"path": NOTES, "query": "sort=title", "name": "By title"})

    assert answer.status_code == 302
    assert "By title" in text_of(browser.get(NOTES))


def test_a_scrutineer_writes_notes_and_nothing_else(darlington, browser):
    """Their scope is read-only everywhere but on pages that keep what is their own."""
    assert write(browser).status_code == 302
    assert browser.post("/darlington/agencies/add/", {"name": "New"}).status_code == 403
