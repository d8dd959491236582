import datetime

from django.db import models

from core.calendar.financial_years import FinancialYear


class TemplateQuerySet(models.QuerySet):
    def for_partnership(self, partnership):
        """The outlines that a partnership of its kind may use, the newest edition first. Their sections take longer to
        read than all the rest: they come when they are asked for."""
        kinds = {partnership.kind, *partnership.kind.split("-and-")}
        return self.filter(applies_to__in=kinds).order_by("-edition", "name").defer("sections")


class ReportTemplate(models.Model):
    """A shipped outline of a yearly report under one edition of the guidance. Loaded from `reporting/catalogue`.

    A report follows the edition that was in force at the end of its year.
    """

    shared_rights = "SELECT"

    code = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)
    edition = models.CharField(max_length=10)
    applies_to = models.CharField(max_length=20)
    in_force_on = models.DateField(null=True, blank=True)
    sections = models.JSONField()

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def guidance(self) -> str:
        """The edition of the guidance by its short name, which its own name ends with: “Working Together 2023”."""
        return self.name.rpartition(", ")[2]

    def holds_on(self, day: datetime.date) -> bool:
        return self.in_force_on is None or self.in_force_on <= day

    @property
    def first_year(self) -> FinancialYear | None:
        """The first year whose report follows it; None where nothing says since when it holds."""
        return FinancialYear.of(self.in_force_on) if self.in_force_on else None


class ChecklistItem(models.Model):
    """Something that a yearly report must or should contain, with the edition and source that say so."""

    shared_rights = "SELECT"

    code = models.CharField(unique=True, max_length=10)
    editions = models.CharField(max_length=60)
    applies_to = models.CharField(max_length=20)
    text = models.TextField()
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.code}: {self.text}"


class ReportDateQuerySet(models.QuerySet):
    def of(self, edition: str, applies_to: str):
        """The dates that hold for reports under an edition of the guidance."""
        return [date for date in self.all() if date.holds_for(edition, applies_to)]


class ReportDate(models.Model):
    """A day by which a yearly report must be public, with the edition and source that say so."""

    shared_rights = "SELECT"

    code = models.CharField(unique=True, max_length=10)
    editions = models.CharField(max_length=60)
    applies_to = models.CharField(max_length=20)
    text = models.TextField()
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()

    objects = ReportDateQuerySet.as_manager()

    class Meta:
        ordering = ["month", "day"]

    def __str__(self):
        return f"{self.code}: {self.text}"

    def holds_for(self, edition: str, applies_to: str) -> bool:
        return self.applies_to in ("both", *applies_to.split("-and-")) and edition in self.editions.split(";")

    def falls_on(self, year) -> datetime.date:
        """The first such day after the financial year has ended."""
        day = datetime.date(year.ends.year, self.month, self.day)
        return day if day > year.ends else day.replace(year=day.year + 1)
