from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from core.disclosure import Count, Group, Ratio, Rule, defaults, protect, rules
from core.models import Partnership

CLA, SAC, NONE = rules()["dfe-cla"], rules()["dhsc-sac"], rules()["none"]
HIGHEST = 80


def group(*values, total=None, **options):
    return Group(
        tuple(Count(Decimal(value)) for value in values), None if total is None else Count(Decimal(total)), **options
    )


def parts(rule, *values, **options):
    return protect(group(*values, **options), rule).parts


def test_a_small_count_is_hidden_and_nought_is_not():
    assert parts(CLA, 0, 1, 5, 6) == ("0", "c", "c", "6")


def test_the_adult_collection_hides_nought_and_rounds_to_five():
    assert parts(SAC, 0, 4, 5, 7, 8, 1797) == ("[c]", "[c]", "5", "5", "10", "1795")


def test_the_rule_that_hides_nothing_changes_nothing():
    assert parts(NONE, 0, 1, 57, total=58) == ("0", "1", "57")


def test_a_hidden_part_takes_the_smallest_other_part_with_it():
    shown = protect(group(83, 4, 7, total=94), CLA)
    assert shown.parts == ("83", "c", "c")
    assert shown.total == "94"


def test_two_hidden_parts_that_can_only_be_one_each_take_a_third():
    assert parts(CLA, 1, 1, 30, 40, total=72) == ("c", "c", "c", "40")


def test_where_every_part_is_hidden_and_still_tells_the_total_goes():
    shown = protect(group(2, 2, 2, total=6), CLA)
    assert shown.parts == ("c", "c", "c")
    assert shown.total == "c"


def test_all_but_one_gives_the_one_away():
    """Domain, V17: 56 of 57 care leavers discloses one person."""
    shown = protect(Ratio(Decimal("98.2"), "%", Decimal(56), Decimal(57)), CLA)
    assert (shown.numerator, shown.denominator, shown.value) == ("c", "57", "c")


@pytest.mark.parametrize(("numerator", "denominator"), [(Decimal(56), None), (None, Decimal(57))])
def test_a_term_that_the_reader_can_work_out_protects_nobody(numerator, denominator):
    assert protect(Ratio(Decimal("98.2"), "%", numerator, denominator), CLA).value == "c"


def test_everybody_is_no_small_number():
    assert protect(Ratio(Decimal(100), "%", Decimal(65), Decimal(65)), CLA).value == "100"


def test_where_nought_is_small_everybody_looks_like_nearly_everybody():
    everybody = protect(Ratio(Decimal(100), "%", Decimal(65), Decimal(65)), SAC)
    assert everybody == protect(Ratio(Decimal("96.9"), "%", Decimal(63), Decimal(65)), SAC)


def test_a_share_of_few_people_is_not_shown():
    assert protect(Ratio(Decimal(0), "%", Decimal(0), Decimal(5)), CLA).value == "c"


def test_a_published_figure_is_shown_as_it_was_published():
    published = Ratio(Decimal("98.2"), "%", Decimal(56), Decimal(57), published=True)
    assert protect(published, SAC).value == "98.2"
    assert protect(Group((Count(Decimal(3), published=True), Count(Decimal(4)))), SAC).parts == ("3", "[c]")


def test_a_rate_is_hidden_with_the_count_that_it_stands_for():
    assert protect(Ratio(Decimal("1.3"), "r10k", Decimal(3), Decimal(22487)), CLA).value == "c"
    assert protect(Ratio(Decimal("37.8"), "r10k", Decimal(85), Decimal(22487)), CLA).value == "37.8"


def test_a_rate_of_a_small_place_is_hidden_where_the_rule_says_so():
    rule = replace(CLA, min_population=1000)
    assert protect(Ratio(Decimal(200), "r10k", Decimal(18), Decimal(900)), rule).value == "c"


def test_a_mean_over_few_people_is_hidden():
    assert protect(Ratio(Decimal("14.5"), "score", None, Decimal(2)), CLA).value == "c"
    assert protect(Ratio(Decimal("14.5"), "score", None, Decimal(200)), CLA).value == "14.5"


def test_answers_that_overlap_are_each_protected_by_themselves():
    shown = protect(group(56, 30, total=57, exhaustive=False), CLA)
    assert shown.parts == ("c", "30")


def test_a_share_beside_a_hidden_count_is_worked_out_from_what_is_shown():
    shares = [Count(Decimal(value), percent=Decimal(value) * 100 / 57) for value in (8, 45, 4)]
    shown = protect(Group(tuple(shares), Count(Decimal(57))), SAC)
    assert shown.parts[:2] == ("10", "45")
    assert shown.percents == ("18", "82", "[c]")


@pytest.mark.parametrize(("kept", "shown"), [("27.5", "27"), ("28.1", "28"), ("27.45", "27")])
def test_a_share_is_rounded_once_from_its_terms(kept, shown):
    ratio = Ratio(Decimal(kept), numerator=Decimal(154), denominator=Decimal(561))
    assert protect(ratio, replace(SAC, round_to=1)).value == shown
    assert protect(ratio, SAC).value == "28", "155 of 560"
    assert protect(ratio, CLA).value == kept


def test_a_number_that_nobody_knows_stays_unknown():
    shown = protect(Group((Count(None), Count(Decimal(3))), Count(Decimal(20))), CLA)
    assert shown.parts == (None, "c")


def test_a_rule_whose_symbol_stands_for_one_number_is_refused():
    with pytest.raises(ValueError, match="one number"):
        replace(CLA, threshold=2)


def test_every_shipped_rule_says_where_it_is_from():
    assert {default.rule for default in defaults().values()} <= set(rules())
    assert set(defaults()) == set(Partnership.Kind.values)
    assert {kind: default.rule for kind, default in defaults().items()} == {
        "children": "dfe-cla",
        "children-and-adults": "dfe-cla",
        "joint": "dfe-cla",
        "adults": "dhsc-sac",
    }
    assert all(rule.edition and rule.source for rule in rules().values())
    assert CLA.says.startswith("stands for a number that is not shown, because it is from 1 to 5")


def counts():
    return st.builds(Count, st.integers(0, 24).map(Decimal), st.booleans() | st.just(False))


EITHER = st.booleans()


@st.composite
def groups(draw, exhaustive=EITHER):
    listed = draw(st.lists(counts(), min_size=1, max_size=4))
    exhaustive = draw(exhaustive)
    rest = 0 if exhaustive else draw(st.integers(0, 8))
    total = sum(part.value for part in listed) + rest
    if total and draw(st.booleans()):
        listed = [replace(part, percent=round(part.value * 100 / total, 1)) for part in listed]
    has_total = not exhaustive or draw(st.booleans())
    return Group(tuple(listed), Count(total, draw(st.booleans())) if has_total else None, exhaustive)


SHIPPED = [rule for rule in rules().values() if rule.secondary]
FREE = st.builds(
    lambda threshold, hide_zero, step: replace(CLA, threshold=threshold, hide_zero=hide_zero, round_to=step),
    st.integers(3, 8),
    st.booleans(),
    st.sampled_from([1, 1, 3, 5, 10]),
)


@settings(max_examples=300, deadline=None)
@given(groups(), st.sampled_from(SHIPPED) | FREE)
@example(Group((Count(Decimal(7)), Count(Decimal(7)), Count(Decimal(4))), Count(Decimal(18))), SAC)
@example(Group((Count(Decimal(5)), Count(Decimal(5))), Count(Decimal(10))), CLA)
def test_no_hidden_part_can_be_worked_out_from_what_is_shown(figures, rule):
    shown = protect(figures, rule)
    for place, part in enumerate(figures.parts):
        if rule.is_small(part.value) and not part.published:
            assert shown.parts[place] == rule.symbol
            assert_still_open(figures, shown, rule, place)


@settings(max_examples=200, deadline=None)
@given(groups(st.just(False)), st.sampled_from(SHIPPED) | FREE)
@example(Group((Count(Decimal(56)),), Count(Decimal(57)), exhaustive=False), CLA)
def test_no_small_remainder_can_be_worked_out_from_what_is_shown(figures, rule):
    rest = figures.total.value - sum(part.value for part in figures.parts)
    assume(rule.is_small(rest))
    assert_still_open(figures, protect(figures, rule), rule, len(figures.parts))


def assert_still_open(figures: Group, shown, rule: Rule, place: int):
    """Every small number that the published figures alone allow is allowed by all that is shown."""
    most_hidden = replace(
        shown,
        parts=tuple(rule.symbol if part.value else text for part, text in zip(figures.parts, shown.parts, strict=True)),
        total=rule.symbol,
        percents=(None,) * len(shown.percents),
    )
    small = set(range(rule.least, rule.threshold))
    assert small & Reader(figures, most_hidden, rule).may_be(place) <= Reader(figures, shown, rule).may_be(place)


class Reader:
    """Somebody who knows the rule and sees what is shown: tries every number that each place may hold."""

    def __init__(self, figures: Group, shown, rule: Rule):
        self.rule = rule
        self.places = [self._may_hold(part, text) for part, text in zip(figures.parts, shown.parts, strict=True)]
        self.total = self._of_total(figures, shown)
        if not figures.exhaustive:
            self.places.append(set(range(HIGHEST)))

    def may_be(self, place: int) -> set[int]:
        others = {0}
        for at, numbers in enumerate(self.places):
            if at != place:
                others = {a + b for a in others for b in numbers if a + b < HIGHEST * 3}
        return {number for number in self.places[place] if any(number + other in self.total for other in others)}

    def _may_hold(self, count: Count, text: str) -> set[int]:
        if count.published:
            return {int(count.value)}
        if text == self.rule.symbol:
            return set(range(self.rule.least, HIGHEST))
        if not self.rule.rounds:
            return {int(text)}
        possible = [0, *range(self.rule.threshold, HIGHEST * 3)]
        return {number for number in possible if self._round(number) == int(text)}

    def _of_total(self, figures: Group, shown) -> set[int]:
        anything = set(range(HIGHEST * 3))
        if figures.total is not None and (figures.total.published or shown.total != self.rule.symbol):
            return self._may_hold(figures.total, shown.total)
        if figures.total is not None:
            return anything
        if not self.rule.rounds and any(text not in (None, self.rule.symbol) for text in shown.percents):
            return {int(sum(part.value for part in figures.parts))}
        return anything

    def _round(self, number: int) -> int:
        return (2 * number + self.rule.round_to) // (2 * self.rule.round_to) * self.rule.round_to
