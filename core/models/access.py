from django.db import models

from core.db.tenancy import ScopedManager, TenantModel


class AccessQuerySet(models.QuerySet):
    def for_list_page(self):
        return self.select_related("user")

    def people(self):
        """Id and name of everybody who stands in the log."""
        return self.order_by("user__name__sort").values_list("user_id", "user__name").distinct()


class AccessEntry(TenantModel):
    """That somebody took records out of the portal, read what only few may, took a lock off an account, or tried to.

    Written for good. The database sets who and when, from the signed scope and its own clock.
    """

    append_only = True
    written = ("at", "user_id")

    class Action(models.TextChoices):
        EXPORT = "export", "Exported"
        DOWNLOAD = "download", "Downloaded"
        PRINT = "print", "Opened for printing"
        READ = "read", "Read"
        REMOVE = "remove", "Removed"
        CHANGE = "change", "Changed"

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        NOT_FOUND = "not_found", "Not found"
        FAILED = "failed", "Failed"

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    what = models.CharField("records", max_length=300)
    rows = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.DONE)

    objects = ScopedManager.from_queryset(AccessQuerySet)()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["partnership", "-at"], name="core_accessentry_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action__in=["export", "download", "print", "read", "remove", "change"]),
                name="core_accessentry_action",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["done", "refused", "not_found", "failed"]),
                name="core_accessentry_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_action_display().lower()} {self.what}"
