"""Adding, changing and ending a record: nothing that somebody typed is lost, nothing is written twice."""

import re
import uuid

import pytest
from django.urls import reverse

from core.db.tenancy import partnership_scope
from core.history.revisions import version_of
from core.models import Receipt
from partnership.models import Agency, Post
from tests.core.records_urls import CLASHING, FORBIDDING
from tests.factories import AgencyFactory, RoleHolderFactory

pytestmark = pytest.mark.urls("tests.core.records_urls")
PARTS = ("day", "month", "year")
ADD = "/darlington/try/add/"
NEW = {"name": "Fire service", "kind": "relevant"}


@pytest.fixture
def agency(darlington):
    with partnership_scope(darlington):
        return AgencyFactory(name="Old name", note="As it was")


@pytest.fixture
def saved(darlington):
    """`saved(record)` gives what is in the database, with its version."""

    def look(record):
        with partnership_scope(darlington):
            found = type(record).objects.get(pk=record.pk)
            found.version = version_of(found)
            return found

    return look


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def address(name, record):
    return reverse(name, args=["darlington", record.pk])


def typed(page):
    """What the form of a page would send, by name."""
    html = page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(version|receipt)" value="([^"]*)"', html))


def change(client, agency, **values):
    """Open the form and send it with other values."""
    where = address("try_change", agency)
    fields = {"name": agency.name, "kind": agency.kind, "note": agency.note, **typed(client.get(where))}
    return client.post(where, fields | values)


def test_an_added_record_leads_to_its_page(officer, darlington):
    answer = officer.post(ADD, NEW | typed(officer.get(ADD)), follow=True)

    assert "Fire service is added." in text_of(answer)
    with partnership_scope(darlington):
        assert answer.redirect_chain[0][0] == f"/darlington/agencies/{Agency.objects.get().pk}/"


def test_a_form_sent_twice_adds_one_record_and_leads_to_the_same_place(officer, darlington):
    form = NEW | typed(officer.get(ADD))
    first, second = officer.post(ADD, form), officer.post(ADD, form)

    assert first.url == second.url
    with partnership_scope(darlington):
        assert Agency.objects.count() == 1
        assert Receipt.objects.count() == 1


def test_a_form_sent_again_with_other_words_asks_what_is_meant(officer, darlington):
    """As after the browser's back button: the receipt is the old one, the words are new."""
    form = NEW | typed(officer.get(ADD))
    first = officer.post(ADD, form)

    second = officer.post(ADD, form | {"name": "Police"})

    assert "You have sent this form before, with other words" in text_of(second)
    assert f'href="{first.url}"' in second.content.decode()
    assert 'value="Police"' in second.content.decode()
    assert officer.post(ADD, form | {"name": "Police"} | typed(second)).status_code == 302
    with partnership_scope(darlington):
        assert set(Agency.objects.values_list("name", flat=True)) == {"Fire service", "Police"}


def test_a_form_that_was_wrong_can_be_sent_again(officer, darlington):
    form = typed(officer.get(ADD))
    assert "Enter the agency" in text_of(officer.post(ADD, form))

    assert officer.post(ADD, form | NEW).status_code == 302


@pytest.mark.parametrize("version", ["1" + "0" * 30, "9" * 5000, "-1", "x", "\u00b2", ""])
def test_a_version_that_no_page_sends_shows_both_texts(officer, agency, saved, version):
    answer = change(officer, agency, name="Mine", version=version)

    assert "This was saved since you opened it" in text_of(answer)
    assert 'value="Mine"' in answer.content.decode()
    assert saved(agency).name == "Old name"


@pytest.mark.parametrize("receipt", ["x", "9" * 5000, "0"])
def test_a_receipt_that_no_page_sends_keeps_nobody_from_adding(officer, receipt):
    assert officer.post(ADD, NEW | {"receipt": receipt}).status_code == 302


def test_a_name_that_is_taken_is_said_on_the_field(officer, agency):
    answer = officer.post(ADD, NEW | {"name": "Old name", "note": "Keep me"})

    assert "There is another agency of this name" in text_of(answer)
    assert 'href="#id_name"' in answer.content.decode()
    assert "Keep me" in text_of(answer)


@pytest.mark.parametrize(("length", "status"), [(300, 302), (301, 200)])
def test_a_long_name(officer, length, status):
    answer = officer.post(ADD, NEW | {"name": "n" * length})

    assert answer.status_code == status
    if status == 200:
        assert "Agency must be 300 characters or fewer" in text_of(answer)
        assert "n" * length in answer.content.decode()


def test_an_end_before_the_start_is_said_on_the_end(officer):
    days = {
        "starts_on_day": 1,
        "starts_on_month": 4,
        "starts_on_year": 2020,
        "ends_on_day": 1,
        "ends_on_month": 3,
        "ends_on_year": 2020,
    }
    answer = officer.post(ADD, NEW | days)

    assert "The end is before the start." in text_of(answer)
    assert 'href="#id_ends_on_day"' in answer.content.decode()


def test_what_the_service_refuses_is_said_on_the_field(officer, darlington):
    answer = officer.post(ADD, NEW | {"name": FORBIDDING} | typed(officer.get(ADD)))

    assert "Choose another name" in text_of(answer)
    with partnership_scope(darlington):
        assert not Receipt.objects.exists()


def test_a_constraint_that_was_not_foreseen_is_said_too(officer, darlington, monkeypatch):
    """The database is the last to know, as when somebody else adds the same record at the same moment."""
    with partnership_scope(darlington):
        Post.objects.create(partnership=darlington, title="Analyst")
    monkeypatch.setattr("core.forms.records.RecordForm._check", lambda *_: None)

    answer = officer.post("/darlington/try/post/", {"title": "Analyst"})

    assert "There is a post of this title from the same day" in text_of(answer)


def test_a_constraint_of_another_table_is_said_in_general_and_logged(officer, darlington, caplog):
    answer = officer.post(ADD, NEW | {"name": CLASHING, "note": "Keep me"})

    assert "This does not go together with what else is on record." in text_of(answer)
    assert "Keep me" in text_of(answer)
    assert "partnership_post_once" in caplog.text
    with partnership_scope(darlington):
        assert not Agency.objects.exists()


def test_a_change_is_saved(officer, agency, saved):
    answer = change(officer, agency, name="New name")

    assert answer.url == f"/darlington/agencies/{agency.pk}/"
    assert saved(agency).name == "New name"
    assert saved(agency).version == 2


def test_a_form_with_nothing_changed_says_so_and_writes_nothing(officer, agency, saved):
    where = address("try_change", agency)
    fields = {"name": "Old name", "kind": agency.kind, "note": "As it was", **typed(officer.get(where))}

    assert "Nothing was changed." in text_of(officer.post(where, fields, follow=True))
    assert saved(agency).version == 1


def overtaken(officer, darlington, agency, theirs, **mine):
    """Somebody opens the form, somebody else saves, then the first one sends."""
    where = address("try_change", agency)
    form = {"name": agency.name, "kind": agency.kind, "note": agency.note, **typed(officer.get(where))}
    with partnership_scope(darlington):
        Agency.objects.filter(pk=agency.pk).update(**theirs)
    return where, form | mine, officer.post(where, form | mine)


def test_a_stale_form_shows_both_texts_and_saves_nothing(officer, darlington, agency, saved):
    *_, answer = overtaken(officer, darlington, agency, {"name": "Theirs"}, name="Mine")

    assert answer.status_code == 200
    assert re.search(r"Agency\s+Mine\s+Theirs", text_of(answer))
    assert "As it was" not in text_of(answer).split("Field")[1].split("Nothing")[0].split("Mine")[0]
    assert 'value="Mine"' in answer.content.decode()
    assert (saved(agency).name, saved(agency).version) == ("Theirs", 2)


def test_a_stale_form_sent_again_is_meant(officer, darlington, agency, saved):
    where, form, answer = overtaken(officer, darlington, agency, {"name": "Theirs"}, name="Mine")

    assert officer.post(where, form | typed(answer)).status_code == 302
    assert (saved(agency).name, saved(agency).version) == ("Mine", 3)


def test_a_stale_form_with_what_is_saved_now_is_simply_saved(officer, darlington, agency, saved):
    *_, answer = overtaken(officer, darlington, agency, {"name": "The same"}, name="The same")

    assert answer.status_code == 302
    assert saved(agency).version == 2


def test_what_was_not_touched_is_theirs(officer, darlington, agency, saved):
    """Otherwise saving again would undo, unseen, what the other person did elsewhere in the form."""
    theirs = {"kind": "statutory", "starts_on": "2020-04-01", "name": "Theirs"}
    where, form, answer = overtaken(officer, darlington, agency, theirs, name="Mine")
    page = answer.content.decode()

    assert re.search(r"Kind\s+You had not changed this\s+Statutory partner", text_of(answer))
    assert re.search(r'value="statutory"\s+checked|checked\s+value="statutory"|selected>Statutory partner', page)
    assert re.search(r'name="starts_on_day"[^>]*value="1"', page)
    assert 'value="Mine"' in page


def test_a_record_that_is_gone_is_not_found(officer, darlington, agency, monkeypatch):
    def gone(record):
        raise type(record).DoesNotExist

    monkeypatch.setattr("core.records.changing.locked", gone)

    assert change(officer, agency, name="New name").status_code == 404


def test_the_difference_is_in_words(officer, darlington, agency):
    *_, answer = overtaken(officer, darlington, agency, {"kind": "statutory"}, kind="funder")

    assert re.search(r"Kind\s+Funder only\s+Statutory partner", text_of(answer))


def test_a_record_gets_its_last_day(officer, agency, saved):
    where = address("try_end", agency)
    form = {"ends_on_day": 31, "ends_on_month": 3, "ends_on_year": 2020, **typed(officer.get(where))}

    assert "Old name ends on 31 March 2020." in text_of(officer.post(where, form, follow=True))
    assert str(saved(agency).ends_on) == "2020-03-31"


def test_the_end_can_be_taken_away(officer, darlington, agency, saved):
    with partnership_scope(darlington):
        Agency.objects.filter(pk=agency.pk).update(ends_on="2020-03-31")

    told = text_of(officer.get(address("try_end", agency)))
    assert "Ended on 31 March 2020" in told
    assert told.index("Save") < told.index("Take the end away"), "Enter presses the first button"
    officer.post(address("try_end", agency), {"reopen": "yes"})
    assert saved(agency).ends_on is None


def test_what_is_open_forbids_the_end(officer, darlington, agency, saved):
    with partnership_scope(darlington):
        RoleHolderFactory(agency=agency, title="Chief executive")

    answer = officer.post(address("try_end", agency), {"ends_on_day": 31, "ends_on_month": 3, "ends_on_year": 2020})

    assert "Lead safeguarding partner: Chief executive" in text_of(answer)
    assert saved(agency).ends_on is None


def test_a_receipt_that_was_made_up_is_of_no_use(officer, darlington):
    assert officer.post(ADD, NEW | {"receipt": str(uuid.uuid4())}).status_code == 302
