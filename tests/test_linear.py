"""No text that somebody can type costs more than in proportion to its length: fields, cells, texts and search."""

import contextlib
import re
import signal
import string
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from core.dashboard.search import words_of
from core.imports import kinds
from core.imports.reading import parser
from core.reports.markdown import LONGEST, read, render, too_much, word_count
from core.reports.markdown.limits import MOST_SIGNS
from core.reports.markdown.unprinted import unprinted

LENGTH = 20_000
# What grows in proportion takes hundredths of a second; what grows with the square takes longer than this.
CPU_SECONDS = 1
PIECES = [
    *string.punctuation, " ", "\t", "\n", "\r", "\u200b", "\N{NO-BREAK SPACE}", "a", "é", "1", "0.",
    "1,", "12,5", "1 ", "a ", "2019-", "Q1", "by ", "of ", "(a", "[a", "a@", "a.", "http://", "%20", "<a>", "<!--",
    "**a", "__", "*a_", "`a", "[^1]", "[^1]: a\n", "[a](", "![", "| a ", "|a|b|\n", "|-|-|\n", "> ", "- ", "1. ",
    "Table: a\n",
]  # fmt: skip
RUNS = {repr(piece): (piece * LENGTH)[:LENGTH] for piece in PIECES}
APPS = ("accounts", "core", "indicators", "partnership", "reporting")
# What is chosen is compared with the choices and nothing else.
TYPED = (forms.CharField, forms.IntegerField, forms.DecimalField, forms.DateField)


@contextlib.contextmanager
def bounded(what, seconds=CPU_SECONDS):
    """Stops what takes too much of the processor's time, and says what it was."""

    def stop(*_):
        raise TimeoutError(f"{what} costs more than in proportion to its length.")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def refused(call, *args):
    with contextlib.suppress(ValidationError, ValueError, ArithmeticError, LookupError):
        call(*args)


def our_forms():
    import_module(settings.ROOT_URLCONF)  # brings in the views, and with them their forms
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting.extend(below)
        found.update(form for form in below if form.__module__.partition(".")[0] in APPS)
    return sorted(found, key=lambda form: (form.__module__, form.__name__))


def test_a_field_of_a_form(in_darlington):
    fields = {
        f"{form.__name__}.{name}": field
        for form in our_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, TYPED)
    }
    assert len(fields) > 50

    for run, text in RUNS.items():
        for name, field in fields.items():
            with bounded(f"{run} in {name}"):
                refused(field.clean, text)


def test_a_cell_of_a_file(in_darlington):
    columns = [(kind.code, column) for kind in kinds() for column in kind.resource(in_darlington).columns]

    for run, text in RUNS.items():
        for kind, column in columns:
            with bounded(f"{run} in {column.heading} of {kind}"):
                refused(column.widget.clean, text, {})


@pytest.mark.parametrize("what", [render, unprinted, words_of])
def test_a_text_of_a_report_and_a_search(what):
    for run, text in RUNS.items():
        with bounded(f"{run} in {what.__name__}"):
            what(text)


@pytest.mark.parametrize("number_format", ["[" * 20_000, '"' * 19_999, "\\" * 20_001, "0;" * 20_000])
def test_the_format_of_a_workbooks_numbers(number_format):
    with bounded(number_format[:2]):
        for value in range(300):
            parser.number(value, number_format)
            parser.shows_day(number_format)
            parser.hidden(number_format, value)


def test_the_bound_would_notice_a_square():
    with pytest.raises(TimeoutError, match="in proportion"), bounded("A square"):
        re.fullmatch(r"(.+?)\s*(Q[1-4])", " " * LENGTH)


@pytest.mark.parametrize("piece", ['"', "'", "[", "![", "[a](", "[^1]"])
def test_a_section_as_long_as_it_may_be_with_as_many_signs_as_it_may_have(piece):
    repeated = piece * MOST_SIGNS
    signs = [place for place, sign in enumerate(repeated) if sign in "\"'[]"]
    most = repeated[: signs[MOST_SIGNS - 1] + 1]
    text = most + ("a " * LONGEST)[: LONGEST - len(most)]

    assert too_much(text) == ""
    with bounded(f"a section with many {piece}"):
        read(text)
    assert "At most 10,000 can be set" in too_much(piece + text[: LONGEST - len(piece)])


@pytest.mark.parametrize("text", ['"' * LONGEST, "a" * (LONGEST + 1)])
def test_what_is_too_much_is_neither_counted_nor_set(text):
    with bounded("a text that is not set"):
        assert word_count(text) == 0
    assert too_much(text)
