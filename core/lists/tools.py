"""What stands around a list: the views of it that a person saved, and the ways to take it out as a file."""

from functools import cached_property

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from core.lists.files import LARGE
from core.models import SavedView

FORMS = {"csv": "CSV", "xlsx": "Excel workbook"}
# What says where in a list somebody is, not which list it is.
PLACE = {"page", "export"}


class Tools:
    """For core/_list_tools.html. Asks the database for the saved views, and only where the template does."""

    def __init__(self, request, table):
        self.request, self.table = request, table

    @cached_property
    def saved(self) -> list[SavedView]:
        """The person's own views of this list, each with its address and whether it is the one shown."""
        here = query_of(self.request.GET)
        views = list(SavedView.objects.of_page(self.request.user, self.request.path))
        for view in views:
            view.is_current = view.query == here
        return views

    @property
    def query(self) -> str:
        return query_of(self.request.GET)

    @property
    def is_large(self) -> bool:
        return self.table.paginator.count > LARGE

    @property
    def large(self) -> int:
        return LARGE

    @property
    def files(self) -> list[dict]:
        return [{"text": text, "href": address_of(self.request, export=form)} for form, text in FORMS.items()]

    @property
    def full_export(self) -> str:
        """Where a job writes all records of the kind, if the list is of such a kind."""
        kind = self.table.export_kind
        try:
            return reverse("imports:kind", args=[self.request.partnership.slug, kind]) if kind else ""
        except NoReverseMatch:
            return ""


def query_of(data: QueryDict) -> str:
    """The part of an address that says which list it is, always written the same way: empty choices left out."""
    query = QueryDict(mutable=True)
    for name in sorted(set(data) - PLACE):
        if chosen := [value for value in data.getlist(name) if value]:
            query.setlist(name, chosen)
    return query.urlencode()


def address_of(request, **changes) -> str:
    """This list's address with some of its parameters changed, and from its first page."""
    query = request.GET.copy()
    for name, value in {"page": None, **changes}.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
