"""A published report comes down when two people want it, and leaves a text in its place."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Permission, Role
from core.db.tenancy import partnership_scope
from core.files import documents
from core.models import Mail
from reporting.mails.editions import taking_down as taking_down_mail
from reporting.models import Edition, PublishedEdition, TakingDown
from reporting.services import taking_down
from reporting.services.taking_down import CannotTakeDown
from tests.factories import ReportFactory, UserFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory

EDITION = ["darlington", "2019-20", 1]
PUBLIC = [reverse("public:report", args=EDITION[:2]), reverse("public:edition", args=EDITION)]
WORDS = {"reason": "A child can be recognised.", "replacement": "This report is being corrected."}


def url(name):
    return reverse(f"reporting:{name}", args=EDITION)


@pytest.fixture
def published(darlington):
    with partnership_scope(darlington):
        EditionFactory(report=ReportFactory(), state="published", signed_at="2020-09-01T00:00Z")
        return PublishedEditionFactory()


@pytest.fixture
def officer(darlington, member, client_for, published):
    return client_for(member(darlington, Role.OFFICER))


@pytest.fixture
def partner(darlington, member, client_for, published):
    return client_for(member(darlington, Role.LEAD_PARTNER))


def statuses():
    return [Client().get(address).status_code for address in PUBLIC]


def test_one_asks_another_confirms_and_the_public_reads_the_replacement(darlington, officer, partner, published):
    officer.post(url("take_down"), WORDS)
    assert statuses() == [200, 200]
    assert "To be taken down" in partner.get(url("edition")).content.decode()

    partner.post(url("take_down_decide"), {"confirm": "yes"})

    page = Client().get(PUBLIC[0])
    assert page.status_code == 410
    assert WORDS["replacement"] in page.content.decode()
    assert WORDS["reason"] not in page.content.decode()
    for name in ("report.pdf", "tables.zip"):
        gone = Client().get(reverse("public:file", args=[*EDITION, name]))
        assert gone.status_code == 410
        assert WORDS["replacement"] in gone.content.decode()
    assert Client().get(reverse("public:file", args=[*EDITION, "other.pdf"])).status_code == 404
    assert "taken down" in Client().get(reverse("public:partnership", args=["darlington"])).content.decode()
    with partnership_scope(darlington):
        copy = PublishedEdition.objects.get()
        assert (copy.snapshot, copy.charts) == ("", {})


def test_what_stands_in_its_place_leads_to_the_edition_that_is_public_now(darlington, published):
    with partnership_scope(darlington):
        taking = taking_down.ask(published=published, by=UserFactory(), **WORDS)
        taking_down.confirm(taking=taking, by=UserFactory())
        PublishedEdition.objects.update(is_superseded=True)
    assert "There is a newer edition" not in Client().get(PUBLIC[1]).content.decode()
    with partnership_scope(darlington):
        PublishedEditionFactory(number=2)

    for address in (PUBLIC[1], reverse("public:file", args=[*EDITION, "report.pdf"])):
        gone = Client().get(address)
        assert gone.status_code == 410
        assert f'There is a newer edition: <a class="govuk-link" href="{PUBLIC[0]}">' in gone.content.decode()


def test_inside_too_only_those_who_prepare_it_read_it_then(darlington, member, client_for, officer, published):
    with partnership_scope(darlington):
        edition = Edition.objects.get()
        documents.let_read(edition.documents, needs=Permission.VIEW_REPORT)
        pdf = reverse("partnership:document", args=["darlington", edition.pdf_id])
    readers = [client_for(member(darlington, role)) for role in (Role.LAY_MEMBER, Role.AGENCY_LEAD, Role.SCRUTINEER)]
    assert [reader.get(url("edition")).status_code for reader in readers] == [200, 200, 200]

    with partnership_scope(darlington):
        taking = taking_down.ask(published=published, by=UserFactory(), **WORDS)
        taking_down.confirm(taking=taking, by=UserFactory())

    for reader in readers:
        assert reader.get(url("edition")).status_code == reader.get(pdf).status_code == 403
        assert "edition 1" not in reader.get("/darlington/reports/").content.decode().lower()
    assert "Taken down" in officer.get(url("edition")).content.decode()
    assert "is taken down" in " ".join(officer.get("/darlington/reports/").content.decode().split())
    assert "Compile the report" in officer.get("/darlington/reports/2019-20/").content.decode()


def test_those_who_may_decide_are_told_until_somebody_has(darlington, officer, partner, member):
    member(darlington, Role.SCRUTINEER)
    officer.post(url("take_down"), WORDS)

    with partnership_scope(darlington):
        (told,) = Mail.objects.filter(kind="reporting.taking_down")
        partner_of = Membership.objects.holding(Permission.SIGN_REPORT).get()
        assert told.to == partner_of.user.email
        message = taking_down_mail(told)
    assert url("take_down_decide") in message.text
    assert WORDS["reason"] not in message.text

    officer.post(url("take_down_decide"), {"drop": "yes"})
    with partnership_scope(darlington):
        assert taking_down_mail(told) is None


def test_what_is_left_empty_is_asked_for_in_a_sentence(officer):
    page = officer.post(url("take_down"), {}).content.decode()

    assert "Enter what the public reads in its place" in page
    assert "Answer “Why must it come down?”" in page


def test_nobody_confirms_what_they_asked_for(darlington, officer):
    officer.post(url("take_down"), WORDS)

    assert "Take it down" not in officer.get(url("take_down_decide")).content.decode()
    officer.post(url("take_down_decide"), {"confirm": "yes"})

    assert statuses() == [200, 200]


def test_who_asked_may_take_it_back(darlington, officer, partner):
    officer.post(url("take_down"), WORDS)
    officer.post(url("take_down_decide"), {"drop": "yes"})

    with partnership_scope(darlington):
        assert not TakingDown.objects.waiting().exists()
    partner.post(url("take_down_decide"), {"confirm": "yes"})
    assert statuses() == [200, 200]


def test_the_reason_of_the_second_who_asks_is_not_lost(darlington, officer, partner):
    for _ in range(2):
        officer.post(url("take_down"), WORDS)

    page = partner.post(url("take_down"), WORDS | {"reason": "Another reason."}).content.decode()

    assert "Somebody has asked for that already" in page
    assert "Another reason.</textarea>" in page.replace("\r\n", "").replace("\n", "")


def test_every_edition_of_the_year_comes_down(in_darlington, published):
    PublishedEdition.objects.update(is_superseded=True)
    PublishedEditionFactory(number=2)
    other = PublishedEditionFactory(year="2018-19")

    taking = taking_down.ask(published=PublishedEdition.objects.get(number=2), by=UserFactory(), **WORDS)
    taking_down.confirm(taking=taking, by=UserFactory())

    assert list(PublishedEdition.objects.filter(taken_down_on=None)) == [other]


def test_it_is_asked_for_once_and_decided_once(in_darlington, published):
    taking = taking_down.ask(published=published, by=UserFactory(), **WORDS)
    with pytest.raises(CannotTakeDown, match="already"):
        taking_down.ask(published=published, by=UserFactory(), **WORDS)

    taking_down.confirm(taking=taking, by=UserFactory())
    for step in (taking_down.confirm, taking_down.drop):
        with pytest.raises(CannotTakeDown, match="decided"):
            step(taking=taking, by=UserFactory())
    with pytest.raises(CannotTakeDown, match="already"):
        taking_down.ask(published=published, by=UserFactory(), **WORDS)


@pytest.mark.parametrize("role", [Role.SCRUTINEER, Role.AGENCY_LEAD, Role.LAY_MEMBER, Role.TRAINER])
def test_it_is_not_for(darlington, member, client_for, published, role):
    client = client_for(member(darlington, role))

    assert client.post(url("take_down"), WORDS).status_code == 403
    assert client.post(url("take_down_decide"), {"confirm": "yes"}).status_code == 403
