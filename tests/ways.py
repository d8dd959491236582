"""What a page takes, and from whom: the words that `tests/matrix.py` is written in."""

from dataclasses import dataclass, field

from accounts.roles import Permission

ANY_MEMBER, NEVER, ANYBODY, OWN = "any member", "never", "anybody", "own"


@dataclass(frozen=True)
class OwnAgency:
    """A permission that reaches no further than the agency for which the role is held."""

    permission: Permission


# What is done with these is done in somebody's name, or decides who may do what: the pages ask again who is there.
ASK_AGAIN = {
    Permission.SIGN_REPORT,
    Permission.PUBLISH_REPORT,
    Permission.MANAGE_PEOPLE,
    Permission.MANAGE_OWN_AGENCY,
    # Who signs and what is hidden are settings.
    Permission.CHANGE_SETTINGS,
}

Way = str | OwnAgency


@dataclass(frozen=True)
class Page:
    get: Way | tuple[Way, ...] = Permission.VIEW_RECORDS
    post: Way | tuple[Way, ...] = NEVER
    of: dict[str, str] = field(default_factory=dict)
    # What another partnership's value in the address gives: 404, or 200 where it names nothing of anybody's.
    elsewhere: int = 404
    # Whether the page is for paper, with what is known of somebody: as much a list of people as a file of them.
    takes_out_people: bool = False

    def ways(self, method: str) -> tuple[Way, ...]:
        """Each of which is enough for the method; none where it is not allowed."""
        takes = getattr(self, method)
        found = takes if isinstance(takes, tuple) else (takes,)
        return tuple(way for way in found if way != NEVER)

    @property
    def asks_again(self) -> bool:
        """Whether something is done here with a permission of `ASK_AGAIN`, or what is known of people taken out."""
        if self.takes_out_people:
            return True
        ways = self.ways("post")
        return any((way.permission if isinstance(way, OwnAgency) else way) in ASK_AGAIN for way in ways)

    @property
    def is_public(self) -> bool:
        return ANYBODY in (*self.ways("get"), *self.ways("post"))
