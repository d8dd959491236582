"""A partnership's choice of its rule for small numbers."""

import datetime

from django.db import transaction

from assurance.models import SuppressionChoice
from core.suppression import rules


class NoSuchRule(Exception):
    """No rule of that code is shipped; the text names those that are."""


class ReasonMissing(Exception):
    """A choice of rule says why it was made."""


@transaction.atomic
def choose_rule(*, partnership, rule: str, by, reason: str, from_on: datetime.date) -> SuppressionChoice:
    """Follow a shipped rule from a day on. A second choice for the same day replaces the first; history keeps both."""
    if rule not in rules():
        raise NoSuchRule(f"There is no rule “{rule}”. There are: {', '.join(rules())}.")
    if not reason.strip():
        raise ReasonMissing("Say why the partnership follows this rule.")
    choice, _ = SuppressionChoice.objects.select_for_update().update_or_create(
        partnership=partnership,
        from_on=from_on,
        defaults={"rule": rule, "reason": reason.strip(), "chosen_by": by},
    )
    return choice
