from django.utils import timezone

from accounts.models import Membership, MembershipRole, User
from accounts.models.states import MANY_READ
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import Partnership


def tell_managers(*, partnership: Partnership, user: User, name: str) -> None:
    """A mail to each manager of the partnership: who took as much as anybody may in an hour, of what and how many."""
    with partnership_scope(partnership):
        reader = Membership.objects.get(user=user)
        managing = MembershipRole.objects.managing(timezone.localdate()).select_related("membership__user")
        for address in sorted({held.membership.user.email for held in managing}):
            mails.send(partnership=partnership, kind=MANY_READ[name], to=address, subject_id=reader.pk, by=None)
