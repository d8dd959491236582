from django.db import transaction

from accounts import tasks
from accounts.models import User
from accounts.services import sessions


@transaction.atomic
def change(*, user: User, password: str, keep: str | None = None) -> User:
    """Set a password that its form has checked. All other sessions end, and the person is told by mail."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    sessions.end_others(user=user, keep=keep)
    transaction.on_commit(lambda: tasks.tell_of_password.delay(user_id=str(user.pk)), robust=True)
    return user
