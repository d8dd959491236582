"""Terms of shares and rates, as rows of people: those whom one counts, those whom it is of, and those whom it leaves.

12 of 40, 3 of 41 and 17 of 39 add up like any other numbers, part by part and period by period.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.formatting.units import unit_named
from indicators.suppression.families import Family
from indicators.suppression.numbers import added, only_share_of, only_whole_of
from indicators.suppression.ratios import Ratios, known_terms, terms_of
from indicators.suppression.shown import whole_key

SOME, WHOLE, OTHERS = "some", "whole", "others"


class Term:
    """One number of people that a share or rate says, as a row of its part: some `of` a whole, where that is known.
    Whoever hides it hides the share."""

    is_exhaustive, numerator = False, None
    in_unit = unit_named("n")

    def __init__(self, row, kind: str, number: Decimal, of: Decimal | None = None):
        self.row, self.kind, self.value, self.of = row, kind, number, of
        self.pk = whole_key(row.pk) if kind == WHOLE else row.pk

    def __getattr__(self, name: str):
        return getattr(self.row, name)

    @property
    def series(self) -> tuple:
        """Whom it counts is counted beside it too; whom it is of, and whom it leaves, only so."""
        partnership_id, about, unit = self.row.series
        return partnership_id, about if self.kind == SOME else (about, self.kind), unit


class WholeOf(Term):
    """Those whom several shares are of, as if a row of the whole said so."""

    is_whole, part = True, ""

    def __init__(self, term: Term):
        super().__init__(term.row, SOME, term.of)
        self.pk = whole_key(term.pk)


def terms_in(family: Family) -> list[Term]:
    """The numbers of people that its shares and rates say, as they are recorded or as the others tell them."""
    ratios, counted = Ratios(family), {family.part_of(row) for row in family.people}
    rows = [row for row in family.rows if row.in_unit.per is not None and row.is_about_people]
    terms = (term for row in rows for term in _terms(row, ratios, family.part_of(row) in counted))
    return [term for term in terms if term.value is not None]


def _terms(row, ratios: Ratios, is_counted: bool) -> Iterator[Term]:
    """Of whom its part counts beside it no likely number is taken: it would stand in the place of the true one."""
    share, per, (some, whole) = row.value, row.in_unit.per, known_terms(row)
    own = terms_of(row)[1]
    if whole is None and some is not None and share:
        whole = own = only_whole_of(some, share, per, ratios.step(row))
    is_likely = whole is None
    if is_likely:
        whole = ratios.readings(row)[0].denominator
    if some is None and share is not None and whole is not None:
        some = only_share_of(share, whole, per, ratios.step(row))
    yield Term(row, SOME, None if is_likely and is_counted else some, of=whole)
    if row.in_unit.is_part_of_whole:
        yield Term(row, WHOLE, own)
        yield Term(row, OTHERS, None if None in (some, whole) else whole - some)


def families_of_terms(family: Family, terms: Iterable[Term]) -> list[Family]:
    """The terms that add up to those of the whole, each kind as a family of its own: whom shares are of, and whom they
    leave, do so only where each part is of people of its own. Whom they count adds up with what is counted beside."""
    found, apart = defaultdict(list), _parts_of_their_own(terms)
    for term in terms:
        if term.kind == SOME or term.is_whole or (term.unit, term.grouped_by) in apart:
            found[term.kind].append(term)
    if found[SOME]:
        found[SOME] += [*_wholes_of(found[SOME]), *family.people]
    return [
        Family((*family.about, kind, family.period), tuple(rows), family.hides) for kind, rows in found.items() if rows
    ]


def _wholes_of(terms: Iterable[Term]) -> Iterator[WholeOf]:
    """The whole of shares that are all of the same one, and may be of different people of it."""
    parts = defaultdict(list)
    for term in terms:
        if not term.is_whole and term.row.in_unit.is_part_of_whole:
            parts[term.unit, term.grouped_by].append(term)
    for listed in parts.values():
        wholes = {term.of for term in listed}
        if len(listed) > 1 and len(wholes) == 1 and None not in wholes and added(listed) <= max(wholes):
            yield WholeOf(listed[0])


def _parts_of_their_own(terms: Iterable[Term]) -> set[tuple[str, str]]:
    """The units and breakdowns whose parts are of no more people together than the whole is."""
    wholes, added = defaultdict(Decimal), defaultdict(Decimal)
    for term in terms:
        if term.kind == WHOLE and term.is_whole:
            wholes[term.unit] = max(wholes[term.unit], term.value)
        elif term.kind == WHOLE:
            added[term.unit, term.grouped_by] += term.value
    return {key for key, number in added.items() if number <= wholes[key[0]]}
