"""Subtotals among the parts: of two numbers that are shown, one less the other is a small one that is hidden.

Nobody has said that boys under five are boys: where two numbers of a family differ by one of its small numbers, a
reader of their names may know it.
"""

from collections import defaultdict
from decimal import Decimal

from core.disclosure import Rule
from indicators.suppression.families import Family
from indicators.suppression.numbers import number_of


def hidden_by_differences(family: Family, rule: Rule) -> set:
    """Keys of the rows to hide so that no two that are shown differ by a small number. Nothing of one breakdown that
    has a name is within what is of another."""
    if rule.rounds or not rule.secondary:
        return set()
    wholes = [row for row in family.people if family.is_whole(row)]
    by_name = defaultdict(list)
    for row in family.people:
        if not family.is_whole(row):
            by_name[row.grouped_by].append(row)
    if "" in by_name:
        by_name[""] = [row for rows in by_name.values() for row in rows]
    return set().union(*(_of_breakdown(parts, wholes, rule) for parts in by_name.values()))


def _of_breakdown(parts: list, wholes: list, rule: Rule) -> set:
    """From the largest on, each number looks only for those that are larger by a small one, of which there are few."""
    rows, small = _by_number(parts + wholes, rule)
    if not small or _is_all(parts, wholes):
        return set()
    found, kept = set(), set()
    for number in sorted(rows, reverse=True):
        above = {number + one for one in small} & kept
        if above and not _is_published(rows[number]):
            found.update(row.pk for row in rows[number])
            continue
        kept.add(number)
        found.update(row.pk for one in above if not _is_published(rows[one]) for row in rows[one])
    return found


def _by_number(rows: list, rule: Rule) -> tuple[dict[Decimal, list], set[Decimal]]:
    """The rows of each number of people that may be shown, and the small numbers that are not."""
    shown, small = defaultdict(list), set()
    for row in rows:
        number = number_of(row)
        if rule.is_small(number) and not row.is_published:
            small.add(abs(number))
        elif number:
            shown[number].append(row)
    return shown, small - {0}


def _is_published(rows: list) -> bool:
    return any(row.is_published for row in rows)


def _is_all(parts: list, wholes: list) -> bool:
    """Whether the parts make up every whole exactly, so that none of them is within another."""
    numbers = {row.part: number_of(row) for row in parts}
    return None not in numbers.values() and {number_of(row) for row in wholes} == {sum(numbers.values())}
