"""Which figures a member may see: as recorded by those who keep the records, by the rule for everybody else."""

from collections.abc import Callable, Iterable

from accounts.roles import Permission
from core.disclosure import Rule, rules
from indicators.suppression import ShownRows, rule_for, shown_rule


def rule_of(member, partnership) -> Rule:
    """The rule for small numbers that the member's pages follow."""
    return rules()["none"] if member.can(Permission.KEEP_RECORDS) else rule_for(partnership)


def seen(show: Callable, rows, *, member, partnership) -> ShownRows:
    """The rows through `show_values` or `show_measures`, by the member's rule."""
    return show(rows, rule_of(member, partnership))


def rule_to_explain(lines: Iterable[tuple[str, Iterable[str | None]]], *, member, partnership) -> Rule | None:
    """The rule whose symbol stands in any of the lines, each a period and its texts; None where none has to be told."""
    rule = rule_of(member, partnership)
    for period, texts in lines:
        of = shown_rule(rule, period)
        if of.symbol and of.symbol in texts:
            return of
    return None
