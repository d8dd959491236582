"""The guide: its links lead somewhere, and its pictures are those of the three days, each shown."""

import re
from pathlib import Path

import pytest

from tests.system.days import album

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
LINK = re.compile(r"!?\[[^]]*\]\(([^)#]+)\)")
TAKEN = {f"pictures/{name}.png" for name in [*album.OFFICER, *album.AGENCY_LEAD, *album.SCRUTINEER]}


def links(page):
    return LINK.findall(page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page):
    missing = [link for link in links(page) if not (GUIDE / link).exists()]

    assert missing == []


def test_every_page_is_in_the_table_of_contents():
    assert {page.name for page in PAGES} - {"README.md"} == set(links(GUIDE / "README.md"))


def test_every_picture_of_the_days_is_shown_and_no_other():
    shown = {link for page in PAGES for link in links(page) if link.endswith(".png")}

    assert shown == TAKEN
    assert {f"pictures/{path.name}" for path in (GUIDE / "pictures").iterdir()} == TAKEN


def test_every_picture_says_what_it_shows():
    pictures = [says for page in PAGES for says in re.findall(r"!\[([^]]*)\]", page.read_text())]

    assert all(pictures)
