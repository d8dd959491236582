"""The words on pages are plain ones: what a page must not say, and that each message is a sentence.

Comments and docstrings may say what they like: only what a person reads is looked at.
"""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.forms import BaseForm
from django.urls import reverse

from accounts.roles import Role
from core.forms.messages import DOING, _messages, _required
from tests.factories import make_member

ROOT = Path(__file__).parents[1]
APPS = ("accounts", "config", "core", "indicators", "partnership", "reporting")
# What pages said once, and what they say instead.
INSTEAD = {
    r"records in and out": "Import and export",
    r"in force on \(": "Active on",
    r"nothing waits": "You have no tasks",
    r"\bwaits on\b": "Waiting for …",
    r"parts do not give": "Published total does not match its parts",
    r"has not come": "… has not paid £126,000 for 2025-26",
    r"take it back$": "Withdraw this entry",
    r"\b(is|was) taken back\b": "is withdrawn",
    r"drop this (import|undo)": "Discard this import",
    r"confirm or drop": "Confirm or discard",
    r"accept as it was saved": "Accept section",
    r"has wrong rows": "Has errors",
    r"\bha(s|ve) a mail\b": "We have emailed …",
    r"^leave it as it is$": "Cancel",
    r"^all records as": "Download all records as CSV",
    r"what the partnerships publish": "Read published reports (no account needed)",
}
# Of other things than entries that were a mistake: asking for a report to come down, a copy that went.
KEPT = {"reporting/next_steps.py", "templates/reporting/copies.html"}


def said_by_code(path):
    """Every text of a module but its docstrings."""
    tree = ast.parse(path.read_text())
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def said_by_template(path):
    """The texts between tags, and those that a component is given."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    yield from re.findall(r'(?:text|title|action|with)="([^"]+)"', text)
    yield from re.split(r"<[^>]+>|\{[%{].*?[%}]\}", text)


def pages():
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield path, said_by_template(path)
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, said_by_code(path)


def test_no_page_says_what_has_a_plain_word():
    found = [
        (str(path.relative_to(ROOT)), " ".join(text.split()), instead)
        for path, texts in pages()
        for text in texts
        for phrase, instead in INSTEAD.items()
        if re.search(phrase, " ".join(text.split()), re.IGNORECASE) and str(path.relative_to(ROOT)) not in KEPT
    ]

    assert found == [], "\n".join(map(str, found))


def below(kind):
    return {kind}.union(*(below(one) for one in kind.__subclasses__()))


def fields():
    """Every field of every form of the portal."""
    import_module(settings.ROOT_URLCONF)
    for form in below(BaseForm):
        if form.__module__.startswith(APPS):
            for name, field in getattr(form, "base_fields", {}).items():
                if field.label is not None:
                    yield f"{form.__module__}.{form.__name__}.{name}", field


VERBS = "|".join(word.strip() for word in DOING)
NO_SENTENCE = re.compile(rf"^(Enter|Select) the ({VERBS}|how|what|when|where|who|why)\b|\? must")


def test_what_a_field_says_is_a_sentence():
    wrong = [
        (where, message)
        for where, field in fields()
        for message in [_required(field), *map(str, _messages(field).values())]
        if NO_SENTENCE.search(message)
    ]

    assert wrong == []


PAGES = {
    "/": ["Import and export", "You have no tasks"],
    "/agencies/": ["Active on (today if empty)"],
    "/taken-back/": ["Withdrawn entries"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_pages_say_it_plainly(address, darlington, client_for):
    page = client_for(make_member(darlington, Role.SCRUTINEER)).get(f"/darlington{address}").content.decode()

    for words in PAGES[address]:
        assert words in page


@pytest.mark.django_db
def test_who_chooses_no_password_is_told_so_in_a_sentence(client, darlington):
    assert "Read published reports (no account needed)" in client.get(reverse("account_login")).content.decode()
