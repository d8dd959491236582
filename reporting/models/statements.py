from django.db import models
from django.utils import timezone

from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked
from reporting.models.published import PublishedManager


class StatementQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-made_at", "-id")


class PublicStatementManager(PublishedManager.from_queryset(StatementQuerySet)):
    """What anybody may read, with no scope open."""


@tracked
class AccessibilityStatement(TenantModel):
    """What a review of the accessibility of a partnership's pages found: public from the moment it is kept, with no
    name in it. It is never changed; the next review follows it."""

    append_only = True
    readable_also = "true"
    written = ("made_at",)

    class Meets(models.TextChoices):
        FULLY = "fully", "They meet all of it"
        PARTLY = "partly", "They meet most of it"
        NOT = "not", "They do not meet it"

    tested_on = models.DateField()
    tested_how = models.TextField()
    meets = models.CharField(max_length=10, choices=Meets)
    problems = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    next_review_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager.from_queryset(StatementQuerySet)()
    public = PublicStatementManager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(meets="fully") | ~models.Q(problems=""),
                name="reporting_accessibilitystatement_says_what_fails",
            ),
            models.CheckConstraint(
                condition=models.Q(next_review_on__gt=models.F("tested_on")),
                name="reporting_accessibilitystatement_review_after_test",
            ),
        ]
        default_manager_name = "objects"

    def __str__(self):
        return f"Accessibility statement of {timezone.localdate(self.made_at):%-d %B %Y}"

    def get_absolute_url(self):
        return self.url_of("about:accessibility")
