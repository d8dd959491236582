"""The one door to a partnership's records.

`partnership_scope` opens a transaction and tells the database which partnerships the block may read and write. The
database refuses everything else (`core/row_level_security/wall.py`), so a forgotten scope is an error, never a leak.
"""

import hashlib
import hmac
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils.functional import cached_property

_current: ContextVar["Scope | None"] = ContextVar("partnership_scope", default=None)
# What app.here() answers stays the same for the whole of a transaction, so the outermost scope asks once.
_here: ContextVar[str | None] = ContextVar("transaction", default=None)


class NoScope(Exception):
    """A partnership's records were asked for outside `partnership_scope`."""


@dataclass(frozen=True)
class Scope:
    """What a block may read and write, and on whose behalf; ids are those of `core.Partnership`."""

    readable: tuple[int, ...]
    writable: tuple[int, ...]
    user_id: uuid.UUID | None = None
    # How the addresses of the readable ones begin, by id.
    slugs: dict[int, str] = field(default_factory=dict, compare=False, repr=False)
    # What was read once and holds for the rest of the block. Another block has its own.
    memo: dict = field(default_factory=dict, compare=False, repr=False)

    def body(self) -> str:
        lists = [",".join(str(int(pk)) for pk in ids) for ids in (self.readable, self.writable)]
        return "/".join([*lists, str(self.user_id or "")])


def scope_key() -> bytes:
    """The secret that this process signs with and the database's `app.scope_key` table checks by."""
    if not settings.SCOPE_KEY:
        raise ImproperlyConfigured("SCOPE_KEY is not set.")
    return hashlib.sha256(settings.SCOPE_KEY.encode()).digest()


def signature(body: str, here: str) -> str:
    """What the database takes as this process's word, in the one transaction where `app.here()` answers so."""
    return hmac.new(scope_key(), f"{body}#{here}".encode(), hashlib.sha256).hexdigest()


def current_scope() -> Scope:
    """The scope of the running block; raises `NoScope` outside one."""
    if (scope := _current.get()) is None:
        raise NoScope("No partnership scope is open. Use `with partnership_scope(…):`.")
    return scope


@contextmanager
def partnership_scope(*readable, write=None, by=None):
    """Run a block on the records of these partnerships, in one transaction.

    `write` names the partnerships that may be changed (all of them unless told otherwise); `by` is the user on
    whose behalf it happens and goes into the history. Scopes nest; leaving an inner one restores the outer.
    """
    scope = _scope(readable, write, by.pk if by is not None else None)
    ends_with_commit = not connection.in_atomic_block
    with transaction.atomic():
        place = _here.set(_here.get() if _current.get() else None)
        token = _current.set(scope)
        try:
            _tell_database(scope)
            yield scope
        finally:
            _current.reset(token)
            _here.reset(place)
        # A rollback restores the outer scope by itself, and a commit forgets this one.
        if not ends_with_commit and not connection.needs_rollback:
            _tell_database(_current.get())


def reopen(*readable, write=None) -> None:
    """Read and write other partnerships in what is left of the running block, for the same user."""
    scope = _scope(readable, write, current_scope().user_id)
    _tell_database(scope)
    _current.set(scope)


def _scope(readable, write, user_id) -> Scope:
    ids = tuple(partnership.pk for partnership in readable)
    writable = ids if write is None else tuple(partnership.pk for partnership in write)
    if not set(writable) <= set(ids):
        raise ValueError("A scope can write only where it can read.")
    return Scope(ids, writable, user_id, {partnership.pk: partnership.slug for partnership in readable})


def _tell_database(scope: Scope | None) -> None:
    with connection.cursor() as cursor:
        if scope is None:
            cursor.execute("SELECT set_config('app.scope', '', true)")
            return
        if _here.get() is None:
            cursor.execute("SELECT app.here()")
            _here.set(cursor.fetchone()[0])
        body = scope.body()
        cursor.execute("SELECT app.open_scope(%s, %s)", [body, signature(body, _here.get())])


class InScope(models.Func):
    """True for rows of the partnerships that may be read when the SQL is made, not when the queryset was built."""

    output_field = models.BooleanField()
    conditional = True

    def as_sql(self, compiler, connection, **extra):
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY(%s)", [*params, list(current_scope().readable)]


class ScopedManager(models.Manager):
    """Rows of the current scope. The database would refuse the others anyway; this keeps query plans good."""

    def get_queryset(self):
        # Those of related rows come and go, each with an instance of its own.
        if self.name is None or self._db or self._hints:
            return self._scoped()
        return self._start.all()

    @cached_property
    def _start(self):
        """What all queries of a model begin with; its condition reads the scope only when SQL is made."""
        return self._scoped()

    def _scoped(self):
        return super().get_queryset().filter(InScope("partnership_id"))


class TenantModel(models.Model):
    """A row that one partnership owns, for good.

    `core.row_level_security.wall` gives its table the policies and composite keys. A subclass whose rows may be removed
    says so with `deletable = True`, one whose rows are written for good with `append_only = True`; one that more people
    may read than its owner's members says it in SQL with `readable_also`. `written` names the columns that say
    when a row was written and by whom, where the database sets them and no statement may.
    """

    deletable = False
    append_only = False
    readable_also = ""
    written = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey("core.Partnership", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True

    def url_of(self, view: str, *args) -> str:
        """The address of one of the pages of the row's partnership; asks the database nothing in the row's scope.

        A row with a page of its own says by it what Django calls `get_absolute_url`: where timelines, the search, lists
        and reports lead.
        """
        slug = current_scope().slugs.get(self.partnership_id) or self.partnership.slug
        return reverse(view, args=[slug, *args])
