from accounts.models import MembershipRole
from accounts.permissions import Member
from core import drafts
from core.tenancy import partnership_scope, reopen


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
            drafts.keep(partnership=partnership, user=user, path=path, typed=typed)
        except (drafts.TooLong, drafts.Anothers):
            return False
    return True
