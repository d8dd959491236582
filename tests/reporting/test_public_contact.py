"""Whose a published report is, and whom to ask for it in another format."""

from django.urls import reverse

from accounts.roles import Role
from core.models import Partnership
from core.preferences import choose
from core.tenancy import partnership_scope
from reporting.public_face import what_it_is

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


def test_every_kind_of_partnership_says_what_it_is_and_by_which_law():
    for kind in Partnership.Kind:
        assert what_it_is(Partnership(kind=kind)).endswith(".")
