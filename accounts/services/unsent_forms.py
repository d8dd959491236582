"""Typing that came too late, kept as a draft for the person whose form it was."""

from accounts.models import MembershipRole, User
from accounts.permissions import Member
from core.db.quotas import Spent
from core.db.tenancy import partnership_scope, reopen
from core.submissions import drafts, signing


def keep(*, user, slug: str | None, path: str, typed) -> bool:
    """Keep what somebody typed into a form of a partnership of theirs and sent too late, for when they are back.

    Says whether it was kept: not for a partnership that they may not enter or that is closed, nor for more than a
    draft holds.
    """
    # What autosaving sends is about the form whose address it names, not about its own.
    path = typed.get(drafts.OF, path)
    if slug is None or not path.startswith(f"/{slug}/") or drafts.DISCARD in typed:
        return False
    with partnership_scope(by=user):
        roles = list(MembershipRole.own.entering(user, slug))
        if not roles:
            return False
        partnership = roles[0].membership.partnership
        if not Member(user, roles, is_closed=partnership.is_closed).may_write_here(True):
            return False
        reopen(partnership)
        try:
            return drafts.keep(partnership=partnership, user=user, path=path, typed=typed) is not None
        except (drafts.TooLong, drafts.Anothers, Spent):
            return False


def opener(*, path: str, typed) -> User | None:
    """Who opened the form that was sent to this address, whoever sends it: as the portal has signed on its page.

    None where nothing was signed, or too long ago, or for the form of another address, or its person's account is
    closed.
    """
    said = signing.stated(typed.get(signing.BY, ""), signing.LASTS)
    if said is None or said.path != typed.get(drafts.OF, path)[: signing.LONGEST_PATH]:
        return None
    return User.objects.filter(pk=said.user_id, is_active=True).first()
