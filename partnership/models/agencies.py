import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.utils import timezone

from core.db.effective_dates import DatedModel, DatedQuerySet, in_force
from core.db.headings import HeadingField
from core.db.names import Fold, listed_with, sort_key_of
from core.db.tenancy import ScopedManager, TenantModel
from core.formatting import sentences
from core.history.tracking import tracked
from partnership.models.people import RoleHolder


class AgencyQuerySet(DatedQuerySet):
    def statutory(self):
        """The statutory partners that answer for themselves."""
        return self.filter(kind=Agency.Kind.STATUTORY, represented_by=None)

    def for_detail_page(self):
        return self.select_related("represented_by", "organisation").prefetch_related(
            "former_names", "follows", "followed_by", "represents"
        )

    def for_choosing(self):
        """Agencies by name; those that have not ended come first."""
        found = self.only("name", "ends_on", "partnership_id").with_other_names()
        return found.order_by(models.F("ends_on").desc(nulls_first=True), "name_sort", "name")

    def with_other_names(self):
        """Each with `other_names`: names that it had or will have, and its short one; empty where there is none."""
        former = ArraySubquery(FormerName.objects.filter(agency=models.OuterRef("pk")).order_by().values("name"))
        return self.annotate(other_names=listed_with(former, "short_name", "coming_name"))

    def with_seat_count(self):
        """With the number of seats that each has today."""
        seats = in_force(timezone.localdate(), "seats__")
        return self.annotate(seat_count=models.Count("seats", filter=seats)).order_by("name_sort", "name")

    def without_lead(self, day):
        """Agencies for which nobody is lead safeguarding partner on a day."""
        leads = RoleHolder.objects.filter(role=RoleHolder.Role.LEAD_PARTNER).current(day)
        return self.exclude(models.Exists(leads.filter(agency=models.OuterRef("pk"))))

    def to_rename(self, day):
        """Agencies whose coming name they bear from this day or an earlier one."""
        return self.filter(coming_name_on__lte=day)

    def sectors(self):
        """The names of the sector groups in use."""
        return self.exclude(sector="").order_by("sector__sort", "sector").values_list("sector", flat=True).distinct()

    def with_names(self):
        """Loads what `Agency.name_on` needs."""
        return self.prefetch_related("former_names", "follows")


@tracked
class Agency(DatedModel):
    """An organisation's place in one partnership. A successor is a new agency that follows the old one."""

    class Kind(models.TextChoices):
        STATUTORY = "statutory", "Statutory partner"
        RELEVANT = "relevant", "Relevant agency"
        FUNDER = "funder", "Funder only"

    class Attendance(models.TextChoices):
        REQUIRED = "required", "Required"
        INVITED = "invited", "Invited"

    organisation = models.ForeignKey("core.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("agency", max_length=300)
    name_sort = sort_key_of("name")
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.RELEVANT)
    sector = HeadingField("sector group", max_length=120, blank=True)
    attendance = models.CharField(max_length=10, choices=Attendance, blank=True)
    represented_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="represents"
    )
    follows = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("successor", "predecessor"),
        symmetrical=False,
        related_name="followed_by",
    )
    note = models.TextField(blank=True)
    coming_name = models.CharField(max_length=300, blank=True)
    coming_name_on = models.DateField("first day of the coming name", null=True, blank=True)

    objects = ScopedManager.from_queryset(AgencyQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["name_sort", "name"]
        verbose_name_plural = "agencies"
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                Fold("name"),
                name="partnership_agency_name_once",
                violation_error_message="There is another agency of this name.",
            ),
            models.CheckConstraint(
                condition=models.Q(represented_by=None) | ~models.Q(represented_by=models.F("id")),
                name="partnership_agency_not_by_itself",
                violation_error_message="An agency cannot be represented by itself.",
            ),
            models.CheckConstraint(
                condition=models.Q(coming_name="", coming_name_on=None)
                | ~models.Q(coming_name="") & models.Q(coming_name_on__isnull=False),
                name="partnership_agency_coming_name_has_day",
                violation_error_message="A coming name needs its first day.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.url_of("partnership:agency", self.pk)

    def name_on(self, day: datetime.date) -> str:
        """What the agency was called on that day."""
        for former in self.former_names.all():
            if (not former.used_from or former.used_from <= day) and day <= former.used_until:
                return former.name
        if self.coming_name_on and self.coming_name_on <= day:
            return self.coming_name
        return self._name_before(day) or self.name

    @property
    def called(self) -> str:
        """What it is called, or will be, in a sentence."""
        if self.coming_name:
            return f"It will be called {self.coming_name} from {sentences.day(self.coming_name_on)}."
        return f"It is called {self.name} now."

    def _name_before(self, day: datetime.date) -> str:
        """What the agencies that it follows were called, where it had not begun by then."""
        if self.starts_on is None or self.starts_on <= day:
            return ""
        return " and ".join(other.name_on(day) for other in self.follows.all() if other.holds_on(day))


@tracked
class FormerName(TenantModel):
    """A name that an agency no longer has. Reports of the time keep it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField("former name", max_length=300)
    used_from = models.DateField(null=True, blank=True)
    used_until = models.DateField()

    class Meta:
        ordering = ["agency", "used_until"]
        constraints = [
            models.UniqueConstraint(
                "partnership",
                "agency",
                Fold("name"),
                name="partnership_formername_once",
                violation_error_message="The agency has this former name already.",
            ),
            models.CheckConstraint(
                condition=models.Q(used_from=None) | models.Q(used_until__gte=models.F("used_from")),
                name="partnership_formername_until_after_from",
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self):
        return self.name


class SuccessionQuerySet(models.QuerySet):
    def in_force(self, day: datetime.date):
        """Those whose successor has begun by the day and whose predecessor has ended by then, where that is known."""
        begun = models.Q(successor__starts_on=None) | models.Q(successor__starts_on__lte=day)
        ended = models.Q(predecessor__ends_on=None) | models.Q(predecessor__ends_on__lt=day)
        return self.filter(begun, ended)


@tracked
class Succession(TenantModel):
    """That one agency took over from another; a merge has several predecessors, a split several successors."""

    deletable = True

    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager.from_queryset(SuccessionQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "successor", "predecessor"], name="partnership_succession_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("predecessor")),
                name="partnership_succession_not_itself",
            ),
        ]

    def __str__(self):
        return f"{self.successor} follows {self.predecessor}"
