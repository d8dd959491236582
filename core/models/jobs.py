import datetime

from django.db import models
from django.utils import timezone

from core.db.tenancy import TenantModel

SOON = datetime.timedelta(seconds=60)


class Job(TenantModel):
    """A long task that somebody asked for, and how far it is. Its id is the id of its outbox row."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=200, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["partnership", "kind", "subject_id"], name="core_job_subject")]

    def __str__(self):
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def is_over(self):
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def is_stuck(self):
        """Whether no worker has taken it for a minute: there may be none."""
        return self.state == self.State.QUEUED and not self.tries and timezone.now() - self.created_at > SOON

    @property
    def says(self):
        """The job in a sentence, for the person who waits for it."""
        if self.is_stuck:
            return "This has waited for more than a minute. It starts as soon as a worker is running."
        return self.message or ("" if self.is_over else self.step) or self.get_state_display()


class Outbox(TenantModel):
    """A message to a worker, written in the transaction of the business change that causes it.

    The relay publishes it, again and again until `done_at` is set together with the effect, so neither a lost
    broker nor a killed worker loses work, and nothing happens twice. Holds ids only, never names.
    """

    service_roles = {"portal_relay": ("SELECT", "UPDATE (sent_at, sends)")}

    task = models.CharField(max_length=100)
    user_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sends = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(done_at=None), name="core_outbox_open"),
        ]

    def __str__(self):
        return f"{self.task} {self.pk}"
