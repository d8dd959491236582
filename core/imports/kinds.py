"""The register of what can be imported. Apps register theirs in `resources`, which is found by name
(`core.apps.OFFERS`)."""

from dataclasses import dataclass

from core.imports.columns import void_columns
from core.imports.records import Records
from core.registry import Registry

_kinds: Registry[str, "Kind"] = Registry("kinds of records")


class UnknownKind(Exception):
    """There is no such kind of records. The text lists the ones that there are."""


@dataclass(frozen=True)
class Kind:
    """One kind of records: what it is called, what it is for, the resource that reads and writes it."""

    code: str
    name: str
    purpose: str
    resource: type[Records]
    list_url: str = ""
    # Where its records are not called as their model is.
    called: tuple[str, str] | None = None

    @property
    def model(self):
        return self.resource._meta.model

    @property
    def nouns(self) -> tuple[str, str]:
        """What one record and several are called."""
        of = self.model._meta
        return self.called or (str(of.verbose_name), str(of.verbose_name_plural))

    @property
    def refers_to(self) -> list["Kind"]:
        """The kinds whose records its columns name."""
        named = [column.widget.load for column in self.resource.fields.values() if hasattr(column.widget, "load")]
        return [kind for kind in _kinds.values() if kind.resource.own_directory in named]

    def headings(self, *, undoes: bool = False) -> list[str]:
        columns = [*self.resource.fields.values(), *(void_columns(self.model) if undoes else ())]
        return [column.heading for column in columns]

    @property
    def may_lack(self) -> frozenset[str]:
        """Headings that a file need not have."""
        return frozenset(column.heading for column in self.resource.fields.values() if column.may_lack)

    def noun(self, count: int) -> str:
        return self.nouns[0] if count == 1 else self.nouns[1]

    def counted(self, count: int) -> str:
        return f"{count:,} {self.noun(count)}"


def register(*kinds: Kind) -> None:
    _kinds.update({kind.code: kind for kind in kinds})


def kinds() -> list[Kind]:
    """Every kind in the order in which their files are loaded: after those that it refers to, else as registered."""
    ordered, seen = [], set()

    def place(kind: Kind) -> None:
        if kind.code not in seen:
            seen.add(kind.code)
            for other in kind.refers_to:
                place(other)
            ordered.append(kind)

    for kind in _kinds.values():
        place(kind)
    return ordered


def kind_named(code: str) -> Kind:
    """The kind with this code; raises `UnknownKind`."""
    try:
        return _kinds[code]
    except KeyError:
        known = ", ".join(kind.code for kind in kinds())
        raise UnknownKind(f"There is no kind of records called “{code}”. There are: {known}.") from None
