"""Parts that overlap: a total of 60 with two breakdowns of it, or a subtotal among the parts.

Nobody has said which of the parts make up the total, but a reader of their names knows. So some are hidden until no
parts that are shown, whichever they are, leave a small number of the total that would be known.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import or_

from core.disclosure.groups import Group
from core.disclosure.rules import Rule

# A total that is larger is hidden rather than tried.
TRIED_AT_MOST = 100_000


def overlapping(group: Group, hidden: set[int], rule: Rule) -> set[int] | None:
    """Places of the parts to hide as well; None where nothing but hiding the total is left.

    Parts are kept from the largest on. Each costs one step over the sums that those before it reach, which are the
    bits of one number, so this takes time in proportion to the parts.
    """
    total = group.total.value
    unseen = [number for place in hidden if place >= 0 and rule.is_small(number := group.parts[place].value)]
    if not unseen or rule.rounds or total != int(total):
        return set()
    if total > TRIED_AT_MOST:
        return None
    tells, reached, found = _sums_that_tell(int(total), unseen, rule), 1, set()
    for place in _largest_first(group, hidden):
        number = group.parts[place].value
        more = reached | _with(reached, number, int(total))
        if not more & tells or group.parts[place].published:
            reached = more
        else:
            found.add(place)
    return None if reached & tells else found


def _largest_first(group: Group, hidden: set[int]) -> list[int]:
    """What is shown, published numbers before the others."""
    shown = [place for place, part in enumerate(group.parts) if place not in hidden and part.value]
    return sorted(shown, key=lambda place: (not group.parts[place].published, -group.parts[place].value))


def _with(reached: int, number: Decimal, total: int) -> int:
    """The sums up to the total that one more number makes of those that were reached."""
    if number != int(number) or not 0 < number <= total:
        return 0
    return (reached << int(number)) & ((1 << total + 1) - 1)


def _sums_that_tell(total: int, unseen: Iterable[Decimal], rule: Rule) -> int:
    """Sums of shown parts that leave so little of the total that some of the unseen numbers would be known by it: one
    of them alone, or several that are hardly more than as many of the least."""
    spread = rule.most - rule.least
    alone, by_excess = 0, [1] + [0] * (spread - 1)
    for number in (max(rule.least, int(abs(one))) for one in unseen):
        alone |= 1 << number
        more = number - rule.least
        for excess in range(spread - 1 - more, -1, -1):
            by_excess[excess + more] |= by_excess[excess] << number
    left = reduce(or_, by_excess, alone)
    return sum(1 << total - rest for rest in range(1, min(total, left.bit_length()) + 1) if left >> rest & 1)
