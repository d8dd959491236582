"""Quarters, halves and years as people write them in a file."""

import pytest

from core.imports.values import Period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *[(text, "2019-20 Q1") for text in ("2019-20 Q1", "Q1 2019-20", "Quarter 1 of 2019/20", "2019/20 quarter 1")],
        *[(text, "2019-20 Q1") for text in ("Apr-Jun 2019", "April to June 2019", "Apr 2019 \N{EN DASH} Jun 2019")],
        ("January to March 2020", "2019-20 Q4"),
        ("Oct 2019 - Mar 2020", "2019-20 H2"),
        ("H1 2019-20", "2019-20 H1"),
        ("April 2019 to March 2020", "2019-20"),
        ("2019/20", "2019-20"),
        ("31/03/2020", "2020-03-31"),
    ],
)
def test_a_period_is_taken_as_people_write_it(text, period):
    assert Period().clean(text) == period


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Q1 2019", "is not a quarter of a year from April to March; write it like 2019-20 Q1"),
        ("2019 H2", "is not a half of a year from April to March; write it like 2019-20 H2"),
        ("Q1 19-20", "names no year from April to March; write it like 2019-20 Q1"),
        ("May-Jul 2019", "is no year from April to March and no quarter or half of one"),
        ("Apr 2018 to Jun 2019", "is no year from April to March and no quarter or half of one"),
        ("Q5 2019-20", "is not a period; write it like 2019-20"),
        ("H3 2019-20", "is not a period; write it like 2019-20"),
        ("Marmalade to June 2019", "is not a period; write it like 2019-20"),
        ("19/20", "is not a period; write it like 2019-20"),
    ],
)
def test_what_names_no_period_is_told(text, told):
    with pytest.raises(ValueError, match=told):
        Period().clean(text)
