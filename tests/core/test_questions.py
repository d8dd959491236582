"""What is asked before it is kept: the limits are data, and an answer holds while its values stand."""

import tomllib
from decimal import Decimal
from importlib import import_module

import pytest
from django.conf import settings

from core.submissions.questions import FILE, ConfirmedModel, Question, limit, raised

LIMITS = tomllib.loads(FILE.read_text())
EARLY = Question(limit("period-not-over"), ("period",), "Already?")
FAR = Question(limit("many-times-the-value-before"), ("value",), "So much?")


def test_every_limit_has_a_code_of_its_own_and_the_catalogue_its_source():
    codes = [one["code"] for one in LIMITS["question"]]
    assert len(set(codes)) == len(codes)
    assert len({one["about"] for one in LIMITS["question"]}) == len(codes)
    assert LIMITS["edition"]
    assert LIMITS["source"]
    assert [limit(code).code for code in codes] == codes


@pytest.mark.parametrize(
    ("amount", "other", "is_far"),
    [("9000000", "126000", True), ("252001", "126000", True), ("252000", "126000", False), ("900", "100", False)]
    + [("2000", "0", True), ("5", None, False), (None, "5", False)],
)
def test_far_is_many_times_and_much_more(amount, other, is_far):
    amount, other = (None if one is None else Decimal(one) for one in (amount, other))
    assert limit("received-of-due").is_far(amount, other) is is_far


@pytest.mark.parametrize(
    ("item", "is_named"),
    [("Total", True), ("total  INCOME", True), ("Sub-total: staff", True), ("Sum of all lines", True)]
    + [("Totaliser", False), ("Summer school", False), ("All income (net)", True), ("Allotment", False), ("", False)],
)
def test_a_line_is_known_as_a_sum_by_how_it_begins(item, is_named):
    assert limit("sum-of-the-others").is_named(item) is is_named


def test_an_answer_is_kept_while_its_question_is_raised():
    assert raised([EARLY, FAR]).open == [EARLY, FAR]
    kept = raised([EARLY, FAR]).kept("", "counted early")
    assert kept.splitlines() == ["A period that is not over: counted early", "Far from the value before: counted early"]

    later = raised([EARLY, FAR], changed={"value"})
    assert later.open == [FAR]
    assert later.kept(kept, "a new school").splitlines() == [
        "A period that is not over: counted early",
        "Far from the value before: a new school",
    ]
    assert raised([EARLY], changed={"value"}).kept(kept, "") == "A period that is not over: counted early"
    assert raised([], changed={"value"}).kept(kept, "") == ""


def test_what_a_record_keeps_says_no_number():
    """A reader from whom a small number is hidden reads the history too."""
    assert not any(sign.isdigit() for one in LIMITS["question"] for sign in one["about"])


def test_every_record_that_keeps_an_answer_has_a_form_and_an_import_that_ask():
    from core import forms  # noqa: PLC0415 -- the subclasses are there once the apps are loaded
    from core.imports import kinds  # noqa: PLC0415

    import_module(settings.ROOT_URLCONF)  # every page, and so every form

    def below(kind):
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    models = {one for one in below(ConfirmedModel) if not one._meta.abstract and "Event" not in one.__name__}
    assert {one.__name__ for one in models} == {
        *("Budget", "Contribution", "Income", "Spending", "IndicatorValue", "Measure")
    }
    asking = {one._meta.model for one in below(forms.AskingRecord) if getattr(one, "_meta", None)}
    assert models <= asking
    imported = {kind.model for kind in kinds() if kind.resource.questions.__qualname__ != "Asking.questions"}
    assert models <= imported
