"""Choosing which records a section shows."""

from django.db import transaction

from core.sections import Offer
from reporting.models import Section


class CannotChoose(Exception):
    """What was chosen is not offered; the text says so."""


def offer(section: Section) -> Offer:
    """What the section may show, as the records stand. Only for a section with a chooser."""
    report = section.report
    return section.chooser.offer(report.partnership, report.financial_year, section.options)


@transaction.atomic
def choose(*, section: Section, values: list[str], by) -> Section:
    """Show these values from now on; an accepted section that shows something else has to be accepted again."""
    locked = Section.objects.select_for_update(of=("self",)).select_related("report__partnership").get(pk=section.pk)
    offered = offer(locked)
    if not set(values) <= {choice.value for choice in offered.choices}:
        raise CannotChoose("The records have changed since you opened the page. Choose again.")
    options = offered.options(values)
    if options != locked.options:
        locked.options = options
        if locked.state == Section.State.ACCEPTED:
            locked.state = Section.State.WRITING
        locked.save(update_fields=["options", "state"])
    return locked
