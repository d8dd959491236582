from django.db import models

from core.db.tenancy import TenantModel
from core.history.tracking import tracked


@tracked
class Document(TenantModel):
    """A file that the portal keeps: stored under its id, known by its hash, never under a person's file name.

    Where `needs` is empty, it is for the person who stored it and the business unit.
    """

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    needs = models.CharField("permission that reading it takes", max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.name

    @property
    def path(self):
        return f"documents/{self.partnership_id}/{self.pk}"
