"""On paper: margins, no blank page, and no address that leads nowhere from there."""

import re
import subprocess

import pytest

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests.factories import AgencyFactory, make_member

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESSES = ["/darlington/", "/darlington/agencies/", "/darlington/about/accessibility/", "/help/partners/", "/help/"]
LEAST_MARGIN = 15 / 25.4 * 72 - 1
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<')
SIZE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_prints_within_margins_and_leaves_no_page_empty(darlington, open_page, tmp_path, address):
    with partnership_scope(darlington):
        AgencyFactory.create_batch(3)
    page = open_page(make_member(darlington, Role.MANAGER))
    page.goto(address)
    page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    told = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout

    for sheet in told.split("<page")[1:]:
        width = float(SIZE.match("<page" + sheet)[1])
        words = [[*map(float, found[:4]), found[4]] for found in WORD.findall(sheet)]
        assert words, "an empty page"
        assert min(word[0] for word in words) >= LEAST_MARGIN
        assert max(word[2] for word in words) <= width - LEAST_MARGIN
        assert [word[4] for word in words if word[4].startswith("(/")] == []
