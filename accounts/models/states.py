"""Where a member stands, told in SQL so that a list can be narrowed and sorted by it."""

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Subquery, Value, When
from django.utils import timezone

from core.models import Mail

# The mails to one person about their membership; its id is the mail's subject.
INVITATION, ADDED = "accounts.invitation", "accounts.added"
# To managers, about one member who took very much of something within an hour.
MANY_READ = {"exports": "accounts.many_files", "records": "accounts.many_records"}


class MemberState(models.TextChoices):
    ACTIVE = "active", "Active"
    INVITED = "invited", "Invited"
    EXPIRED = "expired", "Invitation expired"
    REFUSED = "refused", "Email refused"
    FUTURE = "future", "Not started"
    ENDED = "ended", "Ended"


def annotated(memberships):
    """Memberships with `state`, `problem` (what the mail server said) and `has_second_factor`, which nobody is told
    of an account whose person has not accepted."""
    problem = Subquery(_mails().values("problem")[:1])
    return with_states(memberships).annotate(problem=problem, has_second_factor=_has_second_factor())


def with_states(memberships):
    """Memberships with `state` alone, and the moments that it hangs on."""
    mails = _mails()
    invitations = apps.get_model("accounts", "Invitation").objects.open().filter(membership=OuterRef("pk"))
    today = timezone.localdate()
    return memberships.annotate(
        mail_state=Subquery(mails.values("state")[:1]),
        mailed_at=Subquery(mails.values("created_at")[:1]),
        expires_at=Subquery(invitations.values("expires_at")[:1]),
        state=Case(
            When(ends_on__lt=today, then=Value(MemberState.ENDED)),
            When(mail_state=Mail.State.REFUSED, then=Value(MemberState.REFUSED)),
            When(is_invited=True, expires_at__lte=timezone.now(), then=Value(MemberState.EXPIRED)),
            When(is_invited=True, then=Value(MemberState.INVITED)),
            When(starts_on__gt=today, then=Value(MemberState.FUTURE)),
            default=Value(MemberState.ACTIVE),
            output_field=models.CharField(),
        ),
    )


def _mails():
    return Mail.objects.filter(kind__in=[INVITATION, ADDED], subject_id=OuterRef("pk")).order_by("-created_at")


def _has_second_factor():
    if not apps.is_installed("allauth.mfa"):
        return Value(False)
    authenticators = apps.get_model("mfa", "Authenticator").objects.exclude(type="recovery_codes")
    there = Exists(authenticators.filter(user=OuterRef("user_id")))
    return Case(When(is_invited=False, then=there), output_field=models.BooleanField())
