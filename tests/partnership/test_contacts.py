"""How to reach the agencies: on their pages, in reports, in public, and when an agency ends."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.formatting.telephones import dialled, validate_telephone
from core.reports.sources import CannotBuild
from partnership.models import Contact
from partnership.sections.contacts import contacts as section
from partnership.services import agencies, contacts
from reporting import profiles
from tests import factories
from tests.partnership.importing import bring

TODAY = datetime.date(2026, 6, 1)
ROW = {"Agency": "The Council", "For what": "Worried about a child", "Telephone": "0191 498 0123", "Public": "Yes"}


@pytest.mark.parametrize(
    ("text", "dials"),
    [
        ("03000 265 770", "tel:+44-300-026-5770"),
        ("+44 (0)191 498 0123", "tel:+44-191-498-0123"),
        ("0113 825 1609 ext. 2", "tel:+44-113-825-1609;ext=2"),
        ("101", "tel:101"),
        ("999", "tel:999"),
    ],
)
def test_a_telephone_number_can_be_dialled(text, dials):
    validate_telephone(text)

    assert dialled(text) == dials


@pytest.mark.parametrize("text", ["ring us", "12345", "0191", "٠١٩١٤٩٨٠١٢٣", "0191 498 0123" * 9])
def test_what_is_no_telephone_number_is_refused(text):
    with pytest.raises(ValidationError, match="is not a telephone number; write it like 0191 498 0123"):
        validate_telephone(text)


def test_a_contact_comes_in_by_form_and_stands_on_its_agencys_page(darlington, member, client_for):
    client = client_for(member(darlington, Role.OFFICER))
    with partnership_scope(darlington):
        agency = factories.AgencyFactory(name="The Council")
        agency_page = agency.get_absolute_url()
    page = reverse("partnership:agency_contact_add", args=["darlington", agency.pk])
    assert client.get(page).context["form"]["agency"].value() == str(agency.pk)
    sent = {"agency": agency.pk, "purpose": "Front door", "telephone": "", "email": "", "is_public": "on"}

    refused = client.post(page, sent)
    assert "Enter a telephone number or an email address" in refused.content.decode()
    told = client.post(page, sent | {"email": "a?bcc=b@council.gov.uk"}).content.decode()
    assert "is not an address that a page can link to" in told
    assert "is not a telephone number" in client.post(page, sent | {"telephone": "ring us"}).content.decode()

    kept = client.post(page, sent | {"telephone": "03000 265 770", "hours": "Day and night"}, follow=True)
    assert kept.redirect_chain[-1][0] == agency_page
    html = kept.content.decode()
    assert 'href="tel:+44-300-026-5770">03000 265 770</a>' in html
    assert "Day and night" in html
    assert "Not public" not in html


def test_a_contact_comes_in_by_file_and_is_known_by_its_agency_and_purpose(darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="The Council")

    assert bring(darlington, "contacts", ROW).is_applied
    assert bring(darlington, "contacts", ROW | {"Telephone": "101"}).is_applied
    with partnership_scope(darlington):
        assert list(Contact.objects.values_list("purpose", "telephone", "is_public")) == [
            ("Worried about a child", "101", True)
        ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Telephone": "ring us"}, "is not a telephone number"),
        ({"Telephone": "", "Email": "us@council"}, "is not an email address"),
        ({"Telephone": "", "Email": "a?bcc=b%40c.example@council.gov.uk"}, "is not an address that a page can link to"),
        ({"Telephone": ""}, "the row has neither a telephone number nor an email address"),
    ],
)
def test_a_file_with_a_contact_that_reaches_nobody_is_refused(darlington, cells, told):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="The Council")
    row = {**ROW, "Email": "", **cells}

    assert told in " ".join(bring(darlington, "contacts", row).problems())


def test_reports_and_the_public_page_show_what_anybody_may_know(darlington):
    year = FinancialYear(2019)
    with partnership_scope(darlington):
        council = factories.AgencyFactory(name="The Council")
        factories.ContactFactory(agency=council, purpose="Not for all")
        with pytest.raises(CannotBuild):
            section(darlington, year, {})
        factories.ContactFactory(agency=council, purpose="Front door", telephone="101", is_public=True)
        factories.ContactFactory(agency=council, purpose="Old", is_public=True, ends_on="2018-03-31")
        (table,) = section(darlington, year, {})
        public = profiles.build(darlington, about="", on=TODAY)["contacts"]

    assert [row["cells"] for row in table["rows"]] == [["The Council", "Front door", "101"]]
    assert [(one["agency"], one["purpose"], one["dialled"]) for one in public] == [
        ("The Council", "Front door", "tel:101")
    ]


def test_a_contact_ends_with_its_agency_and_holds_no_longer(darlington, member):
    today = timezone.localdate()
    with partnership_scope(darlington):
        agency = factories.AgencyFactory()
        contact = factories.ContactFactory(agency=agency)
        with pytest.raises(ValidationError):
            agencies.end(agency=agency, on=today, with_open_work=False, by=None)
        agencies.end(agency=agency, on=today, with_open_work=True, by=None)
        contact.refresh_from_db()
        assert contact.ends_on == today
        with pytest.raises(ValidationError, match="give a last day up to that one"):
            contacts.change(contact=contact, ends_on=None, by=None)
