from django.contrib.postgres.fields import ArrayField
from django.db import models

SEALER = "portal_sealer"


class Unsealed(models.Model):
    """That a row waits to be sealed. A trigger writes it in the row's own transaction, so none is missed that commits
    late; the application has no right on it."""

    shared_rights = ""
    service_roles = {SEALER: ("SELECT", "DELETE")}

    chain = models.PositiveIntegerField()
    table = models.CharField(max_length=63)
    key = models.CharField(max_length=36)

    class Meta:
        verbose_name_plural = "unsealed"

    def __str__(self):
        return f"{self.table} {self.key}"


class Seal(models.Model):
    """One link of a chain: digests of rows of one table, and a hash over them and the link before.

    A chain is a partnership's, or 0 for what belongs to none. The latest link that names a row counts; an empty digest
    says that the row was removed, and `because` why.
    """

    shared_rights = ""
    service_roles = {SEALER: ("SELECT", "INSERT", "UPDATE (salts)")}

    chain = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))
    keys = ArrayField(models.CharField(max_length=36))
    # Apart from the hash: without its salt, a digest tells nothing of a row that was removed.
    salts = ArrayField(models.CharField(max_length=32))
    digests = ArrayField(models.CharField(max_length=64))
    because = models.CharField(max_length=300, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="core_seal_once")]

    def __str__(self):
        return f"{self.chain}/{self.number}"
