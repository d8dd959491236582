from django.db import models

from core.db.names import Fold
from core.db.tenancy import ScopedManager, TenantModel


class SavedViewQuerySet(models.QuerySet):
    def of_page(self, user, path):
        """A person's views of the list at one address, by name."""
        return self.of_user(user).filter(path=path)

    def of_user(self, user):
        """All views that a person saved, list by list."""
        return self.filter(user=user).order_by("path", "name__sort", "name")


class SavedView(TenantModel):
    """A list as one person filtered and sorted it, under a name of theirs."""

    deletable = True

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    objects = ScopedManager.from_queryset(SavedViewQuerySet)()

    class Meta:
        ordering = ["name__sort", "name"]
        constraints = [
            models.UniqueConstraint("partnership", "user", "path", Fold("name"), name="core_savedview_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self):
        return f"{self.path}?{self.query}" if self.query else self.path
