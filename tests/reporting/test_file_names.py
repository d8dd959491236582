"""A file that somebody has saved says by its name of which edition it is, and whether that was signed."""

import re

import pytest
from django.urls import reverse

from core.db.tenancy import partnership_scope
from reporting.models import Edition
from reporting.services import publishing, signing
from tests.factories import AgencyFactory, UserFactory
from tests.reporting.asking import reachable
from tests.reporting.test_editions_services import compiled, partner_of

ENDINGS = (".html", ".pdf", "-tables.zip")


@pytest.fixture
def agency(darlington):
    with partnership_scope(darlington):
        return AgencyFactory(name="Police", kind="statutory")


@pytest.fixture
def second(darlington, started, agency):
    """The second edition of the report, which nobody has signed."""
    with partnership_scope(darlington):
        compiled(started)
        return compiled(started, pdf=b"%PDF of another day")


def called(reader, address):
    return re.search(r'filename="([^"]+)"', reader.get(address)["Content-Disposition"])[1]


def names(reader, edition):
    files = (edition.html_id, edition.pdf_id, edition.tables_id)
    return [called(reader, reverse("partnership:document", args=["darlington", pk])) for pk in files]


def test_files_name_their_edition_and_are_drafts_until_it_is_signed(officer, darlington, agency, second):
    assert names(officer, second) == [f"darlington-2019-20-edition-2-draft{ending}" for ending in ENDINGS]

    with partnership_scope(darlington):
        signing.offer(edition=second, by=None)
        signing.sign(edition=second, member=partner_of(agency))

    assert names(officer, second) == [f"darlington-2019-20-edition-2{ending}" for ending in ENDINGS]
    with partnership_scope(darlington):
        first = Edition.objects.get(number=1)
    assert names(officer, first) == [f"darlington-2019-20-edition-1-draft{ending}" for ending in ENDINGS]


def test_the_public_too_can_tell_one_edition_from_another(anybody, darlington, agency, second):
    with partnership_scope(darlington):
        signing.offer(edition=second, by=None)
        signing.sign(edition=second, member=partner_of(agency))
        reachable(darlington)
        publishing.publish(edition=second, by=UserFactory())

    files = [reverse("public:file", args=["darlington", "2019-20", 2, name]) for name in ("report.pdf", "tables.zip")]

    assert [called(anybody, file) for file in files] == [f"darlington-2019-20-edition-2{one}" for one in ENDINGS[1:]]
