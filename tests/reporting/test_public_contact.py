"""Whose a published report is, and whom to ask for it in another format."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Partnership
from core.settings import choose
from reporting.models import PublishedEdition
from reporting.public_face import what_it_is
from reporting.services import profiles
from tests.factories import AgencyFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory
from tests.reporting.asking import reachable

PAGE = reverse("public:partnership", args=["darlington"])
REPORT = reverse("public:report", args=["darlington", "2019-20"])


def test_from_the_first_day_the_public_reads_whose_a_report_is_and_whom_to_ask(anybody, darlington, published):
    page, report = anybody.get(PAGE).content.decode(), anybody.get(REPORT).content.decode()

    for text in (page, report):
        assert darlington.name in text
        assert "as the Children Act 2004 requires of them" in text
    assert f'href="{PAGE}#contact"' in report
    assert "This page and the PDF say the same." in report
    assert 'id="contact"' in page
    assert "Ask one of the safeguarding partners that its report names." in page
    assert "Ask there for a report in another format" in page


def test_the_contact_of_the_settings_is_public_without_a_page_of_its_own(anybody, darlington, published):
    with partnership_scope(darlington):
        choose(partnership=darlington, key="contact", value="Ring 01325 000000", reason="For the test.", by=None)

    assert "Ring 01325 000000" in anybody.get(PAGE).content.decode()


def test_the_manager_is_told_that_public_reports_name_nobody_to_ask(darlington, published, member, client_for):
    manager = client_for(member(darlington, Role.MANAGER))
    says = "its public pages name nobody to ask"
    assert says in manager.get("/darlington/").content.decode()

    with partnership_scope(darlington):
        choose(partnership=darlington, key="contact", value="Ring 01325 000000", reason="For the test.", by=None)
    assert says not in manager.get("/darlington/").content.decode()


ASK = "another format, such as large print or easy read"


def test_what_was_taken_down_says_so_too_at_each_of_its_addresses(anybody, darlington, published):
    with partnership_scope(darlington):
        PublishedEdition.objects.update(taken_down_on="2020-10-09", replacement="It is being corrected.", snapshot="")

    for address in (REPORT, reverse("public:file", args=["darlington", "2019-20", 1, "report.pdf"])):
        page = anybody.get(address)
        assert page.status_code == 410
        assert "as the Children Act 2004 requires of them" in page.content.decode()
        assert ASK in page.content.decode()
        assert f'href="{PAGE}#contact"' in page.content.decode()


def test_a_joint_body_names_who_owns_it(anybody, exploitation_group, darlington, durham):
    with partnership_scope(exploitation_group):
        PublishedEditionFactory()

    page = anybody.get(reverse("public:partnership", args=[exploitation_group.slug])).content.decode()

    assert f"A body that {darlington.name} and {durham.name} own together." in page


@pytest.fixture
def signed(darlington, started):
    with partnership_scope(darlington):
        return EditionFactory(report=started, state="signed", signed_at="2020-09-01T00:00Z")


def test_nothing_is_published_before_the_public_can_read_whom_to_ask(darlington, signed, member, client_for):
    manager = client_for(member(darlington, Role.MANAGER))
    address = reverse("reporting:publish", args=["darlington", "2019-20", 1])
    setting = reverse("settings:change", args=["darlington", "contact"])

    page = manager.get(address).content.decode()
    assert ASK in page
    assert f'href="{setting}"' in page
    assert "Publish edition 1?" not in page
    assert "The public pages would name nobody" in manager.post(address, follow=True).content.decode()
    with partnership_scope(darlington):
        assert not PublishedEdition.objects.exists()
        choose(partnership=darlington, key="contact", value="Ring 01325 000000", reason="For the test.", by=None)

    assert "Whom to ask for another format: Ring 01325 000000" in manager.get(address).content.decode()
    manager.post(address)
    with partnership_scope(darlington):
        assert PublishedEdition.objects.exists()


def test_a_report_brings_the_names_of_the_partners_with_it(darlington, anybody, signed, member, client_for):
    manager = client_for(member(darlington, Role.MANAGER))
    with partnership_scope(darlington):
        reachable(darlington)
        AgencyFactory(name="Durham Constabulary", kind="statutory")
        AgencyFactory(name="A Housing Trust", kind="relevant")
        AgencyFactory(name="The Council of Before", kind="statutory", ends_on="2015-03-31")
    address = reverse("reporting:publish", args=["darlington", "2019-20", 1])
    assert "The statutory partners, by name: Durham Constabulary" in manager.get(address).content.decode()

    manager.post(address)
    with partnership_scope(darlington):
        AgencyFactory(name="A Later Partner", kind="statutory")

    page = anybody.get(PAGE).content.decode()
    assert "<li>Durham Constabulary</li>" in page
    for name in ("A Housing Trust", "The Council of Before", "A Later Partner"):
        assert name not in page
    with partnership_scope(darlington):
        profiles.publish(partnership=darlington, about="We work together.", by=None)
    assert "<li>A Later Partner</li>" in anybody.get(PAGE).content.decode()


def test_every_kind_of_partnership_says_what_it_is_and_by_which_law(db):
    for kind in Partnership.Kind:
        assert what_it_is(Partnership(kind=kind)).endswith(".")
