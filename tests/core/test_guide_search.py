"""The guide finds what people want to do, in the words in which they ask."""

import re

import pytest
from django.urls import resolve

from core.guide import answers, guide_pages
from core.guide.pages import FOLDER

ASKED = {
    "add agency": "partners",
    "rename an agency": "partners",
    "agency got a new name": "partners",
    "merge two organisations": "partners",
    "who changed this": "partners",
    "forgotten password": "sign-in",
    "reset my password": "sign-in",
    "two-factor": "sign-in",
    "2fa authenticator": "sign-in",
    "new phone": "sign-in",
    "lost phone": "sign-in",
    "log in": "sign-in",
    "change my email": "sign-in",
    "undo import": "spreadsheets",
    "upload Excel": "spreadsheets",
    "import csv": "spreadsheets",
    "invite somebody": "people",
    "somebody leaves": "people",
    "remove a user": "people",
    "who has access": "people",
    "delete a wrong figure": "figures",
    "small numbers": "figures",
    "add an indicator": "figures",
    "start a report": "annual-report",
    "publish the report": "annual-report",
    "sign the report": "partner",
    "decline to sign": "partner",
    "write a section": "agency",
    "how to format text": "agency",
    "funding review": "money",
    "invoice not paid": "money",
    "change the logo colour": "settings",
    "new partnership": "operator",
    "easy read": "public",
    "download a report without account": "public",
    "publsh the reprt": "annual-report",
    "polise": "partner",
    "find something": "start-the-day",
    "saved view": "start-the-day",
}


@pytest.mark.parametrize(("typed", "page"), ASKED.items())
def test_people_find_the_page_by_what_they_want_to_do(typed, page):
    assert page in [answer.page for answer in answers(typed)[:3]]


@pytest.mark.parametrize("typed", ["", "  ", "?!", "the of and", "zzqqxx"])
def test_what_says_nothing_finds_nothing(typed):
    assert answers(typed) == []


def test_what_is_typed_costs_no_more_for_being_long():
    assert answers("agency " * 100_000) == answers("agency " * 20)


def test_every_page_has_a_title_and_parts_that_can_be_linked_to():
    for page in guide_pages().values():
        assert page.title
        ids = [part.id for part in page.contents]
        assert len(set(ids)) == len(ids)
        for id_ in ids:
            assert f'id="{id_}"' in page.html


def test_no_comment_and_no_sign_of_the_source_is_shown():
    for page in guide_pages().values():
        assert "also:" not in page.html
        assert "](" not in page.html
        assert "**" not in re.sub(r"<[^>]+>", "", page.html)


def test_every_link_and_picture_of_the_guide_leads_somewhere():
    for page in guide_pages().values():
        for href in re.findall(r'href="(/[^"#]*)', page.html):
            match = resolve(href)
            assert match.url_name == "help" or match.kwargs["name"] in guide_pages()
        for part in re.findall(r'href="/help/([a-z-]+)/#([^"]+)"', page.html):
            assert part[1] in [one.id for one in guide_pages()[part[0]].parts]
        for picture in re.findall(r'src="[^"]*/guide/([^"]+)"', page.html):
            assert (FOLDER / "pictures" / picture).is_file()
    assert sum(page.html.count("<img") for page in guide_pages().values()) >= 29
