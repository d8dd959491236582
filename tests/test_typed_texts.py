"""Every text box of every page: what is too long is told in a sentence, and what no file could carry is not kept."""

import re
from functools import cache
from http import HTTPStatus

import pytest
from django.urls import reverse
from lxml import html

from accounts.roles import ROLES, Role
from tests.matrix import PAGES, SIGNED_IN
from tests.test_matrix import ADDRESSES, SERVED, opens

pytestmark = pytest.mark.django_db
# More than a name or an address may have; more than any box of one line takes, or of several.
A_NAME, A_LINE, A_TEXT = 301, 20_001, 100_001
WRONG_SIGNS = "\x00\x07\x0b\x0c\x1f\x7f\x85\x9f\ufffe\uffff"
WHO = [Role.MANAGER, Role.LEAD_PARTNER, Role.AGENCY_LEAD, Role.SCRUTINEER]
BOXES = ("text", "email", "search", "url", "tel")
HERE = [name for name, page in PAGES.items() if page.ways("get") and not page.is_public]
OUTSIDE = sorted(name for name in SIGNED_IN if not ADDRESSES[name][1])
PARTS_OF_A_DAY = {"_day": "1", "_month": "4", "_year": "2019"}


def address_of(places, name):
    return places.address(name) if name in PAGES else reverse(name)


def who_opens(name):
    """The first who may see the page; the manager where it is nobody's in particular."""
    ways = PAGES[name].ways("get") if name in PAGES else ()
    return next((role for role in WHO if any(opens(way, ROLES[role].permissions) for way in ways)), Role.MANAGER)


@cache
def forms_of(places, name, address):
    answer = places.ask(who_opens(name), "get", address)
    if answer.status_code != HTTPStatus.OK or not answer["Content-Type"].startswith("text/html"):
        return []
    forms = html.fromstring(answer.content).forms
    return [form for form in forms if form.get("role") != "search" or name == "search"]


def boxes_of(form):
    """Each text box; of those that differ by a number alone, as the rows of a table do, the first."""
    boxes = [field for field in form.iter("input", "textarea") if is_box(field)]
    return {re.sub(r"\d+", "0", field.name): field for field in reversed(boxes)}.values()


def is_box(field) -> bool:
    return field.tag == "textarea" or field.tag == "input" and field.get("type", "text") in BOXES


def filled_in(form) -> dict[str, list[str]]:
    """What the form would send with something in every field: what stands there, or else the first choice, or a 1."""
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    for field in form.iter("select", "input", "textarea"):
        if field.name and not any(values.get(field.name, ())):
            values[field.name] = [something_for(field)]
    return values


def something_for(field) -> str:
    if field.tag == "select":
        return next(filter(None, field.value_options), "")
    if field.get("type") in ("radio", "checkbox"):
        return field.get("value")
    of_a_day = next((number for ending, number in PARTS_OF_A_DAY.items() if field.name.endswith(ending)), "1")
    return "somebody@example.org" if field.get("type") == "email" else of_a_day


def answers(places, name, text_for):
    """For each box of the page, what its form answers when the box alone holds `text_for(box)`."""
    address = address_of(places, name)
    for form in forms_of(places, name, address):
        values = filled_in(form)
        for box in boxes_of(form):
            text = text_for(box) + ("@example.org" if box.get("type") == "email" else "")
            target = (form.get("action") or address).split("?")[0]
            sent = values | {box.name: [text]}
            yield box.name, places.ask(who_opens(name), form.method.lower(), target, sent)


@pytest.mark.parametrize("name", HERE + OUTSIDE)
def test_a_text_as_long_as_no_name_with_signs_of_no_text_is_no_error(places, name):
    for box, answer in answers(places, name, lambda box: WRONG_SIGNS + "x" * A_NAME):
        assert answer.status_code in SERVED, box


@pytest.mark.parametrize("name", HERE + OUTSIDE)
def test_no_box_takes_a_text_without_end(places, name):
    for box, answer in answers(places, name, lambda box: "x" * (A_TEXT if box.tag == "textarea" else A_LINE)):
        assert answer.status_code in SERVED - {HTTPStatus.FOUND}, box
