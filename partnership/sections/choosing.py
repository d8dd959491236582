"""What a person may choose for sections about groups and about money."""

from django.db.models import Count

from core.calendar.financial_years import FinancialYear
from core.formatting.folding import sort_key
from core.reports.sources import Choice, Offer, chooser
from partnership.models import Contribution
from partnership.sections.money import usual_years
from partnership.sections.structure import groups_at_end, is_called


@chooser(
    "group-purposes",
    question="Which groups should it show?",
    help="Tick none to show every group that has a purpose.",
    kind="groups",
    nothing="No group with a purpose is recorded for the end of this year yet.",
    required=False,
)
def group_purposes(partnership, year: FinancialYear, options: dict) -> Offer:
    """Each group with a purpose on the last day of the year."""
    groups = sorted(
        (group for group in groups_at_end(partnership, year) if group.purpose), key=lambda one: sort_key(one.name)
    )
    kept: dict[str, str] = {}
    gone = []
    for given in options.get("groups") or []:
        group = next((group for group in groups if is_called(given, group)), None)
        if group is None:
            gone.append(given)
        else:
            kept.setdefault(group.name, given)

    def made(values: list[str]) -> dict:
        chosen, rest = set(values), {name: value for name, value in options.items() if name != "groups"}
        ordered = [name for name in dict.fromkeys([*kept, *(group.name for group in groups)]) if name in chosen]
        return rest | ({"groups": [kept.get(name, name) for name in ordered]} if ordered else {})

    return Offer([Choice(group.name, str(group)) for group in groups], list(kept), made, gone=tuple(gone))


@chooser(
    "contributions",
    question="Which years should it compare?",
    help="The shares are those of the last year that you choose.",
    kind="contributions",
    nothing="No contribution in cash is recorded for this year or an earlier one yet.",
)
def contributions(partnership, year: FinancialYear, options: dict) -> Offer:
    """Each year up to the report's with contributions in cash, and those that the section shows already."""
    old = options.get("years") or usual_years(year)
    given = Contribution.objects.filter(partnership=partnership).cash().order_by("-year").values("year")
    given = given.annotate(agencies=Count("agency", distinct=True)).values_list("year", "agencies")
    agencies = {label: count for label, count in given if label <= str(year) or label in old}
    return Offer(
        [Choice(label, f"{label}, {_counted(count)}") for label, count in agencies.items()],
        [label for label in dict.fromkeys(old) if label in agencies],
        lambda values: {**options, "years": sorted(set(values))},
        gone=tuple(label for label in options.get("years") or [] if label not in agencies),
    )


def _counted(count: int) -> str:
    return "1 agency" if count == 1 else f"{count} agencies"
