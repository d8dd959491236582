"""Where the walk goes: every address as everybody who reads and does not keep, and on from each page by its links."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import transaction
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from accounts.roles import ROLES, Permission, Role
from core.imports import kinds
from core.timelines import timelines
from tests.disclosure.planted import TOPICS
from tests.disclosure.reading import words_of
from tests.matrix import ANY_MEMBER, ANYBODY, OWN, PAGES, PUBLIC, SIGNED_IN

# These end the session of the walk.
ENDS = {"account_logout", "end_other_sessions"}
LINK = re.compile(r'(?:href|hx-get|src)="([^"#]+)')


def readers() -> list[Role]:
    """Roles that see figures by the rule, without those that see no more than another one of them does."""
    held = {role: one.permissions for role, one in ROLES.items() if Permission.KEEP_RECORDS not in one.permissions}
    kept = {}
    for role, permissions in held.items():
        if not any(permissions <= other for other in kept.values()):
            kept = {name: other for name, other in kept.items() if not other <= permissions} | {role: permissions}
    return list(kept)


def openable() -> set[str]:
    """The addresses of the table of pages that somebody may open who does not keep the records, by either method."""
    held = set().union(*(ROLES[role].permissions for role in readers()))
    ways = {name: (*page.ways("get"), *page.ways("post")) for name, page in PAGES.items()}
    return {name for name, found in ways.items() if any(_is_reader_s(way, held) for way in found)}


def _is_reader_s(way, held) -> bool:
    return getattr(way, "permission", way) in {ANYBODY, ANY_MEMBER, OWN, *held}


def beginnings(places, planted) -> list[str]:
    """Every address of the table of pages, and those of each planted row."""
    slug = places.partnership.slug
    found = [reverse(name) for name in sorted((PUBLIC | SIGNED_IN) - ENDS) if _needs_nothing(name)]
    found += [places.address(name) for name in PAGES]
    for row in planted.rows:
        if row._meta.label_lower in timelines():
            found.append(reverse("history", args=[slug, row._meta.label_lower, row.pk]))
            found.append(reverse("reporting:source", args=[slug, row._meta.label_lower, row.pk]))
    found += [reverse("indicators:indicator", args=[slug, number]) for number in range(7001, 7008)]
    found += [reverse("indicators:measure_topic", args=[slug, topic]) for topic in (*TOPICS, "Canary sum")]
    found += [reverse("indicators:explain", args=[slug, key]) for key in planted.discrepancies]
    found += [reverse("imports:export", args=[slug, one.code, form]) for one in kinds() for form in ("csv", "xlsx")]
    edition = planted.edition
    found += [reverse("partnership:document", args=[slug, document.pk]) for document in edition.documents]
    of = [slug, edition.report.year, edition.number]
    found += [reverse("public:file", args=[*of, name]) for name in ("report.pdf", "tables.zip")]
    found += [
        f"{reverse('search', args=[slug])}?q={word}" for word in ("canary", "part", *list(planted.figures.hidden)[::20])
    ]
    return list(dict.fromkeys(found))


class Walk:
    """What one person was told, address by address; `htmx` pages as the fragments that scripts ask for."""

    def __init__(self, places, browser):
        self.browser, self.within = browser, f"/{places.partnership.slug}/"
        self.told: dict[str, str] = {}
        self._seen = set()

    def through(self, addresses) -> None:
        waiting = list(addresses)
        while waiting:
            address = waiting.pop()
            if (kind := _kind(address)) in self._seen:
                continue
            self._seen.add(kind)
            waiting += self._ask(address)

    def _ask(self, address) -> list[str]:
        answer = self._asked("get", address)
        self.told[address] = words_of(answer)
        if not answer.get("Content-Type", "").startswith("text/html"):
            return []
        if b"hx-get" in answer.content:
            self.told[f"{address} as a fragment"] = words_of(
                self._asked("get", address, headers={"HX-Request": "true"})
            )
        if answer.status_code == 200 and _takes_forms(address):
            self.told[f"{address} by an empty form"] = words_of(self._asked("post", address))
        links = [urljoin(address, link.replace("&amp;", "&")) for link in LINK.findall(answer.content.decode())]
        return [link for link in links if link.startswith(self.within)]

    def _asked(self, method, address, **more):
        with transaction.atomic():
            answer = getattr(self.browser, method)(address, **more)
            transaction.set_rollback(True)
        return answer


def _takes_forms(address: str) -> bool:
    page = PAGES.get(name_of(address))
    return page is not None and bool(page.ways("post"))


def _kind(address: str) -> tuple:
    """Addresses that differ only in how a list is sorted or what is looked for are one, but for what is searched."""
    parts = urlsplit(address)
    if parts.path.endswith("/search/"):
        return parts.path, parts.query
    return parts.path, frozenset((name, value if name == "export" else "") for name, value in parse_qsl(parts.query))


def name_of(address: str) -> str | None:
    try:
        return resolve(urlsplit(address.partition(" ")[0]).path).view_name
    except Resolver404:
        return None


def _needs_nothing(name: str) -> bool:
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False
