from django.db import models

from core.db.tenancy import TenantModel


class Mail(TenantModel):
    """A message to one person, written in the transaction that causes it and sent by a worker.

    It holds the kind and the record that the message is about, never its words or a secret: `core.jobs.mails` makes
    those when the message is sent. The id is the Message-ID, so that a message sent twice is seen as one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Could not be delivered"
        DROPPED = "dropped", "No longer needed"

    kind = models.CharField(max_length=60)
    to = models.EmailField()
    subject_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    problem = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["partnership", "kind", "subject_id"], name="core_mail_subject")]

    def __str__(self):
        return f"{self.kind} to {self.to}"
