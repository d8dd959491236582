from django.conf import settings
from django.db import models

from core.db.tenancy import TenantModel
from core.history.tracking import tracked


@tracked
class Document(TenantModel):
    """A file that the portal keeps: stored under its id, known by its hash, never under a person's file name.

    Where `needs` is empty, it is for the person who stored it and the business unit. One that somebody uploaded is
    handed out once a virus scanner has said that it is clean (`core.files.scanning`).
    """

    class Scan(models.TextChoices):
        MADE = "made", "Made by the portal"
        UNCHECKED = "unchecked", "Not checked for viruses"
        WAITING = "waiting", "Being checked for viruses"
        CLEAN = "clean", "Checked for viruses"
        REFUSED = "refused", "Not handed out"

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    needs = models.CharField("permission that reading it takes", max_length=40, blank=True)
    scan = models.CharField("virus check", max_length=10, choices=Scan, default=Scan.MADE, db_default=Scan.MADE)
    scan_says = models.CharField("what the virus scanner found", max_length=200, blank=True, db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.name

    @property
    def is_waiting(self):
        """Whether it may still turn out to be clean; what came while there was no scanner waits for the first one."""
        return self.scan == self.Scan.WAITING or (self.scan == self.Scan.UNCHECKED and bool(settings.CLAMD))

    @property
    def is_refused(self):
        return self.scan == self.Scan.REFUSED

    @property
    def path(self):
        return f"documents/{self.partnership_id}/{self.pk}"
