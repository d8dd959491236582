from django.db import models

from core.db.names import Fold
from core.db.tenancy import TenantModel
from core.formatting.units.fields import UnitField
from core.history.tracking import tracked
from core.history.voiding import NOT_VOIDED, VoidableModel
from indicators.models.indicators import figure_field


@tracked
class PrintedTotal(VoidableModel):
    """A total as a document prints it, kept beside the parts so that the portal can add them up itself."""

    of = models.CharField(max_length=160)
    period = models.CharField(max_length=12)
    printed = figure_field("printed total")
    unit = UnitField(blank=True)
    source = models.CharField(max_length=300)
    line = models.CharField(max_length=20, blank=True)
    says = models.TextField(blank=True)

    class Meta:
        ordering = ["of__sort", "-period", "line__sort"]
        constraints = [
            models.UniqueConstraint(
                "partnership",
                Fold("of"),
                "period",
                "printed",
                Fold("source"),
                Fold("line"),
                condition=NOT_VOIDED,
                name="indicators_printedtotal_once",
            )
        ]

    def __str__(self):
        # Without the number: what it is a total of may be hidden from whoever reads this.
        return f"{self.of}, {self.period}, {self.source}"

    def get_absolute_url(self):
        return self.url_of("indicators:printed_totals")


@tracked
class Explanation(TenantModel):
    """What an editor says about a printed total that its parts do not give, for the numbers as they then stood."""

    class Kind(models.TextChoices):
        EXPLAINED = "explained", "Explained"
        CORRECTED = "corrected", "To be corrected"

    discrepancy = models.CharField(max_length=400)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    printed = figure_field()
    computed = figure_field()
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "discrepancy"], name="indicators_explanation_once")
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.url_of("indicators:discrepancies")
