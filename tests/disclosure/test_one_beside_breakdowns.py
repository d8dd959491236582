"""The only category beside named breakdowns is what they are of, or a part of it: a reader takes it for either."""

import pytest

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import ShownRows, show_families
from tests.disclosure.breakdowns import build, known_wholes, told

CLA = rules()["dfe-cla"]


def left_of(shown: ShownRows, row, rows) -> list:
    """What a reader who sees the row knows to be left beside it: of the whole, of the sum of each breakdown, and, were
    it the whole itself, of each breakdown."""
    number, sums = parse(shown.of(row).value), known_wholes([one for one in rows if one is not row], shown)
    return [] if number is None else [abs(whole - number) for whole in sums]


@pytest.mark.parametrize("exhaustive", [True, False])
@pytest.mark.parametrize(
    ("whole", "number"), [({"Total": 50}, 47), ({"Total": 50}, 45), ({}, 47), ({}, 45), ({}, 53), ({}, 50)]
)
def test_the_only_category_without_a_name_may_be_a_part(in_darlington, whole, number, exhaustive):
    """47 of 50 that are repeat referrals leave 3 that are not; 25 of either sex would say the same. 53 of whom these
    are 50 leave 3 whose sex nobody knows."""
    rows = build(in_darlington, {"": whole | {"of whom repeat": number}, "sex": {"Girls": 25, "Boys": 25}})
    for row in rows:
        row.is_exhaustive = exhaustive and bool(row.grouped_by)
    shown = show_families([], rows, CLA)
    repeat = next(row for row in rows if row.category == "of whom repeat")

    assert not any(number and CLA.is_small(number) for number in left_of(shown, repeat, rows))
    assert any(told(rows, shown).values())


def test_nor_is_it_the_whole_where_it_alone_is_said_to_be_all(in_darlington):
    rows = build(in_darlington, {"": {"Disabled": 18}, "sex": {"Girls": 12, "Boys": 8}}, exhaustive=False)
    rows[0].is_exhaustive = True

    assert told(rows, show_families([], rows, CLA)) == {
        ("", "Disabled"): None,
        ("sex", "Girls"): 12,
        ("sex", "Boys"): 8,
    }


def test_it_may_be_the_whole_of_parts_that_overlap(in_darlington):
    """57 of 60 who are neglected leave 3 who are not, though the parts are more than 60."""
    rows = build(in_darlington, {"": {"Children": 60}, "abuse": {"Neglect": 57, "Physical": 20}}, exhaustive=False)
    seen = told(rows, show_families([], rows, CLA))

    assert None in (seen["", "Children"], seen["abuse", "Neglect"])


@pytest.mark.parametrize("sex", [{}, {"Girls": "1.8", "Boys": "0.9"}], ids=["", "by sex"])
@pytest.mark.parametrize("whole", ["Total", "Plans"])
def test_a_rate_of_how_many_live_there_whatever_stands_beside_it(in_darlington, sex, whole):
    """1.3 per 10,000 of 22,500 children is 3."""
    rows = build(in_darlington, {"": {whole: "1.3"}, "sex": sex}, exhaustive=False, unit="r10k")
    rows += build(in_darlington, {"": {"Children in the area": 22_500}}, exhaustive=False)
    shown = show_families([], rows, CLA)

    assert [shown.of(row).value for row in rows] == ["c"] * (len(rows) - 1) + ["22500"]


@pytest.mark.parametrize("share", ["90", "10"])
@pytest.mark.parametrize("beside", [{}, {"Children in the area": 22_500}], ids=["", "area"])
@pytest.mark.parametrize("exhaustive", [True, False])
def test_a_share_of_what_a_named_breakdown_adds_up_to(in_darlington, share, beside, exhaustive):
    """90% of 12 and 8 are all but 2."""
    rows = build(in_darlington, {"": beside, "sex": {"Girls": 12, "Boys": 8}}, exhaustive=exhaustive)
    disabled = build(in_darlington, {"disability": {"Disabled": share}}, exhaustive=False, unit="%")

    assert show_families([], [*rows, *disabled], CLA).of(disabled[0]).value == "c"
