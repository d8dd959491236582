from django.db import models

from core.db.tenancy import TenantModel


class Draft(TenantModel):
    """What one person typed into the form at one address and has not saved yet: the fields as the browser sends them.

    Kept for that person alone, and gone once the form is saved.
    """

    deletable = True

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=500)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "user", "path"], name="core_draft_once"),
        ]

    def __str__(self):
        return f"{self.user} at {self.path}"


class Receipt(TenantModel):
    """That a form was taken: its id is the one that the form was given when it was shown.

    A second post of the same form finds it, and leads to where the first one went. `digest` is of what it said. It
    goes after some weeks (`core.jobs.cleanup`).
    """

    deletable = True

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    went_to = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.user} to {self.went_to}"
