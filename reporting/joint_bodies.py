"""What a joint body and its areas publish, taken together.

A body's number less those of all areas but one is the number of that one. Across the wall only what is public can be
read.
"""

import json
from collections import defaultdict
from decimal import Decimal

from core.disclosure import rules
from core.formatting.numbers import parse
from core.models import JointMember
from indicators.models import IndicatorValue
from indicators.suppression import rule_for, show_values
from reporting.models import PublishedEdition

RECORD = "indicators.indicatorvalue"
Figure = tuple[str, str, str]


def counts_of(partnership, year, sections: list[dict]) -> list[dict]:
    """The numbers of people that the sections of a snapshot show of the catalogue's indicators, or hide."""
    rows = IndicatorValue.objects.filter(pk__in=_referred_to(sections)).select_related("indicator")
    figures = _figures([row for row in rows if row.counts_people])
    rows = sorted(figures, key=lambda row: (figures[row], str(row.pk)))
    shown = show_values(rows, rule_for(partnership, year.ends)) if rows else None
    return [dict(zip(NAMES, (*figures[row], shown.of(row).value), strict=True)) for row in rows]


def given_away(edition) -> list[str]:
    """The figures of which an edition and what others have published already give a small number away, in words."""
    own = _counts(json.loads(edition.snapshot))
    shown = [figure for figure, number in own.items() if number is not None]
    found = set()
    for body, members in _bodies(edition.partnership_id).items():
        published = _published(edition.report.year, {body, *members}) | {edition.partnership_id: own}
        terms = {one: [published.get(who, {}).get(one) for who in (body, *members)] for one in shown}
        found |= {figure for figure, numbers in terms.items() if _gives_away(numbers)}
    return [", ".join(filter(None, one)) for one in sorted(found)]


NAMES = ("indicator", "part", "period", "shown")


def _figures(rows: list[IndicatorValue]) -> dict[IndicatorValue, Figure]:
    """What each row is called: by its category, and by its breakdown only where another has that category as well."""
    groups = defaultdict(set)
    for row in rows:
        groups[row.indicator_id, row.breakdown, row.period].add(row.grouped_by)
    return {row: (str(row.indicator), _part(row, groups), row.period) for row in rows}


def _part(row: IndicatorValue, groups: dict[tuple, set]) -> str:
    return row.part if len(groups[row.indicator_id, row.breakdown, row.period]) > 1 else row.breakdown


def _referred_to(value) -> set[str]:
    """The keys of all values that a snapshot names as the source of something."""
    if isinstance(value, list):
        return set().union(*map(_referred_to, value))
    if not isinstance(value, dict):
        return set()
    found = _referred_to(list(value.values()))
    return found | {value["id"]} if value.get("model") == RECORD else found


def _counts(snapshot: dict) -> dict[Figure, Decimal | None]:
    """Its numbers; one that stands in two units of people, hidden in one of them, is known by the other."""
    found: dict[Figure, Decimal | None] = {}
    for one in snapshot.get("counts", []):
        figure, number = tuple(one[name] for name in NAMES[:3]), parse(one["shown"])
        if found.setdefault(figure, number) is None:
            found[figure] = number
    return found


def _bodies(partnership_id: int) -> dict[int, list[int]]:
    """The joint bodies that it is or belongs to, each with its areas."""
    own = JointMember.objects.filter(member=partnership_id).values_list("body_id", flat=True)
    found: dict[int, list[int]] = {}
    for share in JointMember.objects.filter(body__in={partnership_id, *own}).order_by("member"):
        found.setdefault(share.body_id, []).append(share.member_id)
    return found


def _published(year: str, partnerships: set[int]) -> dict[int, dict]:
    editions = PublishedEdition.public.to_read().of_year(year).filter(partnership__in=partnerships)
    return {one.partnership_id: _counts(json.loads(one.snapshot)) for one in editions}


def _gives_away(terms: list[Decimal | None]) -> bool:
    """Whether the first, the sum of the others, leaves one of them that is a small number by any shipped rule."""
    if terms.count(None) != 1 or len(terms) < 3:
        return False
    body, *areas = (term or Decimal(0) for term in terms)
    missing = abs(body - sum(areas))
    return any(rule.is_small(missing) for rule in rules().values() if rule.hides)
