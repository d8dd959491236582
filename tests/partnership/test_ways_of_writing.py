"""A year and a choice are taken however they are written, in every column of every import and every filter."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from core.imports import kinds
from core.imports.values import Choice, Period, Year, YesNo
from core.lists.filters import ChoiceFilter
from partnership.contribution_list import ContributionFilters
from partnership.models import Contribution, Post
from tests import factories
from tests.partnership.importing import bring

COLUMNS = [(kind, name, column) for kind in kinds() for name, column in kind.resource.fields.items()]
CHOICES = [(kind, name) for kind, name, column in COLUMNS if isinstance(column.widget, Choice)]
YEARS = [(kind, name) for kind, name, column in COLUMNS if isinstance(column.widget, Year)]


def ids(of):
    return [f"{kind.code}: {name}" for kind, name in of]


@pytest.mark.parametrize(("kind", "name"), CHOICES, ids=ids(CHOICES))
def test_every_choice_column_takes_hyphens_spaces_and_capitals(kind, name):
    value = kind.resource.fields[name].widget
    for code, label in value.labels.items():
        ways = [label, label.upper(), f"  {label} ", code, label.replace(" ", "-"), label.replace(" ", "_")]
        assert {value.clean(way) for way in [*ways, label.replace("-", " ").replace(" ", "\N{NO-BREAK SPACE}")]} == {
            code
        }


@pytest.mark.parametrize(("kind", "name"), YEARS, ids=ids(YEARS))
def test_every_year_column_takes_a_year_however_it_is_written(kind, name):
    value = kind.resource.fields[name].widget
    for way in ("2025/26", "2025-2026", "2025/2026", "2025–26", "FY2025/26", " 2025 - 26 "):
        assert value.clean(way.strip()) == "2025-26"
        if isinstance(value, Period):
            assert value.clean(f"{way.strip()} q3") == "2025-26 Q3"
    for way in ("2019-2120", "2019-21", "2025/27"):
        with pytest.raises(ValueError, match="write it like 2019-20"):
            value.clean(way)


def test_all_kinds_are_walked():
    """Choices and years stand in most kinds; a walk over none would prove nothing."""
    assert {kind.code for kind, _ in CHOICES} >= {"agencies", "posts", "groups", "contributions", "indicators"}
    assert {kind.code for kind, _ in YEARS} >= {"budgets", "contributions", "income", "spending", "measures"}


def test_a_contribution_in_kind_is_found_again_however_it_is_written(darlington, in_darlington):
    factories.AgencyFactory(name="Mid-Dale Housing")
    row = {"Year": "2025/26", "Agency": "mid\N{EN DASH}dale housing", "Paid": "in-kind", "Agreed": "10"}
    again = row | {"Year": "2025-2026", "Paid": "IN KIND"}

    assert bring(darlington, "contributions", row).counts["new"] == 1
    assert bring(darlington, "contributions", again).counts["same"] == 1
    assert Contribution.objects.get().paid == "in_kind"


def test_filters_of_choices_fold_what_stands_in_the_address(in_darlington):
    factories.ContributionFactory(year="2025-26", paid="in_kind", received=None, invoiced=None)
    factories.ContributionFactory(year="2024-25")
    found = ContributionFilters({"year": "2025/2026", "paid": "In-Kind"}, Contribution.objects.all())
    assert [row.year for row in found.qs] == ["2025-26"]


def test_every_filter_of_a_choice_is_of_the_folding_sort():
    from django_filters import ChoiceFilter as AnyChoiceFilter  # noqa: PLC0415 -- only to be found nowhere else
    from django_filters import FilterSet  # noqa: PLC0415

    def below(kind):
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    filters = [one for kind in below(FilterSet) for one in kind.base_filters.values()]
    choices = [one for one in filters if isinstance(one, AnyChoiceFilter)]
    assert len(choices) > 5
    assert all(isinstance(one, ChoiceFilter) for one in choices)


def test_an_address_names_a_year_in_full(officer):
    assert officer.get(reverse("partnership:budget_year", args=["darlington", "2025-2026"])).status_code == 200


YES_NO = [(kind, name) for kind, name, column in COLUMNS if isinstance(column.widget, YesNo)]


@pytest.mark.parametrize(("kind", "name"), YES_NO, ids=ids(YES_NO))
def test_every_yes_says_what_it_changes(officer, kind, name):
    shape = kind.resource.fields[name].widget.shape
    assert re.match(r"Yes or No\. Yes (where|for) .{20,}", shape)
    assert escape(shape) in officer.get(reverse("imports:kind", args=["darlington", kind.code])).content.decode()


def test_a_recommended_post_is_what_the_page_and_the_column_say_it_is(officer, in_darlington):
    """Out of the totals of the list and of the report (`test_sections` has the report's words)."""
    factories.PostFactory(fte="1.00")
    factories.PostFactory(title="Training officer", fte="0.50", is_recommended=True)
    assert Post.objects.totals()["established"] == 1
    page = officer.get(reverse("partnership:post_add", args=["darlington"])).content.decode()
    column = next(kind for kind in kinds() if kind.code == "posts").resource.fields["is_recommended"].widget.shape
    for said in (page, column):
        assert "ist of posts and the report" in said
        assert re.search(r"leave\s+it out of their totals", said)
