"""Lists that a person keeps under names of their own: one address of this portal with its filters and its order."""

import uuid

from django.db import transaction
from django.http import QueryDict
from django.urls import Resolver404, resolve

from core.formatting.folding import fold
from core.lists.tools import query_of
from core.models import SavedView

MOST = 30


class NotAList(Exception):
    """The address is none of this partnership's pages."""


class TooMany(Exception):
    """The person has as many saved views of this list as a page can show."""


@transaction.atomic
def save(*, partnership, path: str, query: str, name: str, by) -> SavedView:
    """Keep the list under a name. The same name again takes the place of what it stood for."""
    if not _is_here(partnership, path):
        raise NotAList("That is not a list of this partnership.")
    mine = SavedView.objects.of_page(by, path)
    if mine.count() >= MOST and not mine.filter(name__fold=fold(name)).exists():
        raise TooMany(f"You have {MOST} saved views of this list. Remove one first.")
    view, _ = SavedView.objects.update_or_create(
        partnership=partnership,
        user=by,
        path=path,
        name__fold=fold(name),
        defaults={"name": name, "query": query_of(QueryDict(query))},
    )
    return view


def remove(*, by, key: str) -> str:
    """Forget a view of the person's own, and return its name; nothing where it is not there, or not theirs."""
    try:
        view = SavedView.objects.of_user(by).filter(pk=uuid.UUID(key)).first()
    except ValueError:
        view = None
    if view is None:
        return ""
    view.delete()
    return view.name


def _is_here(partnership, path: str) -> bool:
    """Whether the address is a page below this partnership's, so that a saved view never leads anywhere else."""
    try:
        return path.startswith("/") and resolve(path).kwargs.get("slug") == partnership.slug
    except Resolver404:
        return False
