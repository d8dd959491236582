"""Effective dates: rows that hold from one day to another. Nothing is deleted, it ends."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from core.db.tenancy import ScopedManager, TenantModel
from core.formatting.days import DAY


def in_force(day, prefix: str = "") -> Q:
    """For a filter over rows that stand elsewhere: those in force on a day; `prefix` leads to them, as `members__`."""
    begun = Q(**{f"{prefix}starts_on": None}) | Q(**{f"{prefix}starts_on__lte": day})
    return begun & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day}))


class DatedQuerySet(models.QuerySet):
    def current(self, on=None):
        """Rows in force on a day, today unless told otherwise; both ends count."""
        day = on or timezone.localdate()
        return self.during(day, day)

    def during(self, first, last):
        """Rows in force on any day from `first` to `last`."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=last), Q(ends_on=None) | Q(ends_on__gte=first))

    def unended(self):
        """Rows that have no last day."""
        return self.filter(ends_on=None)

    def ending_by(self, day):
        """Rows whose last day is that day or earlier, the first to end first."""
        return self.filter(ends_on__lte=day).order_by("ends_on", "pk")

    def lasting(self, after):
        """Rows that still hold after a day, or begin only then."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=after))


class DatedModel(TenantModel):
    """A tenant row with a first and a last day; an empty end means that it still holds, an empty start always did."""

    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = ScopedManager.from_queryset(DatedQuerySet)()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="The end is before the start.",
            )
        ]

    @property
    def last_day(self):
        """Until which day people read that it held."""
        return self.ends_on

    @property
    def when(self) -> str:
        """From when until when it holds, in words; nothing where it always does."""
        first, last = (day and date_format(day, DAY) for day in (self.starts_on, self.last_day))
        if first and last:
            return f"{first} to {last}"
        return f"From {first}" if first else f"Until {last}" if last else ""

    def holds_on(self, day) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()
