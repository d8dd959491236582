from django.db import models


class CacheEntry(models.Model):
    """What `core.db.cache` keeps for all processes: counts of tries, by a fingerprint of whose they are."""

    shared_rights = "SELECT, INSERT, UPDATE, DELETE"

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.key
