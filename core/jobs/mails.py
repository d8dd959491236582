"""Mails: a row written with the change that causes it, sent by a worker, as often as it takes and no more.

    @mail("accounts.invitation")
    def invitation(row): return Message(subject, text)

    mails.send(partnership=…, kind="accounts.invitation", to=…, subject_id=…, by=…)

The words are made when the mail is sent, in the scope of its partnership: a task, the minutes it takes, a date, a link
(`absolute`), and nothing of a case. So the row holds no secret, and a mail whose reason has gone is dropped.

SMTP cannot be part of a transaction. A worker that is killed between the server's "taken" and its own "sent" leaves a
mail that is sent again, with the same Message-ID, by which mail programs see that it is one.
"""

import logging
import smtplib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from core.db.tenancy import partnership_scope
from core.jobs import alone, outbox
from core.models import Mail, Outbox, Partnership
from core.registry import Registry
from core.settings import value_of

log = logging.getLogger(__name__)
TASK = "core.send_mail"
# With the relay's pauses, which double, this is most of two hours.
MOST_TRIES = 12
FINAL = range(500, 600)
NEVER_FINISHED = f"It was tried {MOST_TRIES} times and did not finish."


@dataclass(frozen=True)
class Message:
    """What a person reads: plain text."""

    subject: str
    text: str


Make = Callable[[Mail], Message | None]
_makers: Registry[str, Make] = Registry("mails")


class Refused(Exception):
    """The server will not take this mail, now or later; the text says why."""


def mail(kind: str):
    """Registers the function that writes mails of that kind; it returns None where there is nothing to say any more."""

    def register(make: Make) -> Make:
        _makers[kind] = make
        return make

    return register


def kinds() -> list[str]:
    """Every kind of mail that somebody has said the words of."""
    return sorted(_makers)


def send(*, partnership, kind: str, to: str, subject_id: uuid.UUID, by) -> Mail:
    """Promise a mail about one record, in the running transaction."""
    if kind not in _makers:
        raise LookupError(f"Nobody has said what a mail “{kind}” says.")
    row = Mail.objects.create(partnership=partnership, kind=kind, to=to, subject_id=subject_id)
    outbox.write(task=TASK, partnership=partnership, by=by, key=row.pk)
    return row


def absolute(name: str, *args) -> str:
    """The whole address of a page, for links in mails."""
    return settings.PORTAL_URL + reverse(name, args=args)


def deliver(*, key, partnership_id, user_id) -> None:
    """Send one mail: called by a worker, any number of times."""
    with alone(key) as is_alone:
        if not is_alone:
            return
        delivery = Delivery(key, partnership_id, user_id)
        if delivery.begin() and (message := delivery.written()):
            delivery.attempt(message)


class Delivery:
    """One try at one mail. Nothing is locked while the server is spoken to."""

    def __init__(self, key, partnership_id, user_id):
        self.key = key
        self.partnership = Partnership.objects.get(pk=partnership_id)
        self.user = get_user_model().objects.filter(pk=user_id).first() if user_id else None

    def begin(self) -> bool:
        """Count the try. False if there is nothing to do: done already, or tried too often."""
        with self._scope():
            promised = Outbox.objects.filter(pk=self.key, done_at=None, task=TASK)
            if not promised.select_for_update().exists():
                return False
            row = Mail.objects.select_for_update().get(pk=self.key)
            if row.tries >= MOST_TRIES:
                self._end(Mail.State.REFUSED, row.problem or NEVER_FINISHED)
                return False
            Mail.objects.filter(pk=self.key).update(tries=row.tries + 1)
            return True

    def written(self) -> EmailMessage | None:
        """The mail in words; None where there is nothing to say any more, and then it is dropped."""
        with self._scope():
            row = Mail.objects.get(pk=self.key)
            message = _makers[row.kind](row)
            if message is None:
                self._end(Mail.State.DROPPED)
            return message and _email(row, message)

    def attempt(self, message: EmailMessage) -> None:
        """Speak to the server, then note what became of it. An error leaves the mail to be tried again."""
        try:
            _hand_over(message)
        except Refused as reason:
            self._note(Mail.State.REFUSED, str(reason))
        except (OSError, smtplib.SMTPException) as error:
            log.warning("Mail %s could not be sent: %s", self.key, error)
            self._put_off(f"The mail server could not be reached: {error}")
        else:
            self._note(Mail.State.SENT)

    def _note(self, state, problem="") -> None:
        with self._scope():
            self._end(state, problem)

    def _put_off(self, problem: str) -> None:
        with self._scope():
            tries = Mail.objects.values_list("tries", flat=True).get(pk=self.key)
            if tries >= MOST_TRIES:
                self._end(Mail.State.REFUSED, f"{problem} (tried {tries} times)")
            else:
                Mail.objects.filter(pk=self.key).update(problem=_cut(problem))

    def _end(self, state, problem="") -> None:
        if outbox.close(self.key):
            sent_at = timezone.now() if state == Mail.State.SENT else None
            Mail.objects.filter(pk=self.key).update(state=state, problem=_cut(problem), sent_at=sent_at)

    def _scope(self):
        return partnership_scope(self.partnership, by=self.user)


def answers_of(partnership) -> str:
    """The mailbox that answers to a partnership's mails reach, in its scope."""
    return value_of(partnership, "mail_replies") or settings.REPLY_TO


def _email(row: Mail, message: Message) -> EmailMessage:
    """In the scope of the partnership, whose office gets the answer if it has said where."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{row.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    subject = " ".join(message.subject.split())
    return EmailMessage(subject, message.text, to=[row.to], reply_to=[answers_of(row.partnership)], headers=headers)


def _hand_over(message: EmailMessage) -> None:
    """Raises `Refused` where the server says no to this recipient or this text for good."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, reason = next(iter(refusal.recipients.values()))
        if code in FINAL:
            raise Refused(_said(code, reason)) from refusal
        raise
    except smtplib.SMTPDataError as refusal:
        if refusal.smtp_code in FINAL:
            raise Refused(_said(refusal.smtp_code, refusal.smtp_error)) from refusal
        raise


def _said(code: int, reason: bytes | str) -> str:
    words = reason.decode(errors="replace") if isinstance(reason, bytes) else reason
    return f"The mail server answered: {code} {' '.join(words.split())}"


def _cut(problem: str) -> str:
    return problem[: Mail._meta.get_field("problem").max_length]
