"""What the search finds of the annual reports: sections and their text, and editions."""

from django.db.models import Func, TextField

from accounts.permissions import Permission
from core.dashboard.search import Hit, matching, searched
from core.formatting.looking_for import finds
from reporting.models import Edition, PublishedEdition, Section

AROUND = 70


class Said(Func):
    """The titles and the words of a snapshot, without the names under which it keeps them and without its figures."""

    arity = 1
    output_field = TextField()
    template = """(
        SELECT string_agg(found #>> '{}', E'\\n')
        FROM jsonb_path_query(
            NULLIF(%(expressions)s, '')::jsonb,
            '$.sections[*].**{0 to 2} ? (@.type() == "object").keyvalue()
                ? (@.key == "title" || @.key == "markdown" || @.key == "caption" || @.key == "summary"
                    || @.key == "note" || @.key == "says").value
                ? (@.type() == "string")'
        ) AS found
    )"""


@searched("Sections of the annual report", 60)
def sections(partnership, member, words):
    """All of them for people who see drafts; for others those that they were asked to write."""
    seen = Section.objects.select_related("report", "author")
    if not member.can(Permission.VIEW_DRAFTS):
        seen = Section.objects.for_author(member.user).select_related("author")
    for section in seen.filter(matching(words, "title", "text", "guidance")).order_by("-report__year", "position"):
        opens = member.can(Permission.EDIT_REPORT) or section.author_id == member.user.pk
        address = (section if opens else section.report).get_absolute_url()
        yield Hit(f"{section}, {section.report}", address, _passage(section.text, words))


@searched("Editions of the annual report", 70)
def editions(partnership, member, words):
    if not member.can(Permission.VIEW_REPORT):
        return
    seen = Edition.objects.for_list().seen(drafts=member.can(Permission.VIEW_DRAFTS)).select_related("report")
    looked_in = ("report__title", "report__subtitle", "report__year", "said")
    for edition in seen.alias(said=Said("snapshot")).filter(matching(words, *looked_in)):
        yield Hit(f"{edition}", edition.get_absolute_url(), edition.get_state_display())


@searched("Published reports", 75)
def published(partnership, member, words):
    """What anybody may read, for those who see no edition inside."""
    if member.can(Permission.VIEW_REPORT):
        return
    readable = PublishedEdition.objects.to_read().for_list().alias(said=Said("snapshot"))
    for one in readable.filter(matching(words, "title", "year", "said")):
        yield Hit(f"{one}", one.get_absolute_url(), f"Published on {one.published_on:%-d %B %Y}")


def _passage(text: str, words: list[str]) -> str:
    """The text round the first of the words that stands in it."""
    plain = " ".join(text.split())
    found = min((there.start() for word in words if (there := finds(word, plain))), default=None)
    if found is None:
        return ""
    first, last = max(0, found - AROUND), found + AROUND
    return f"{'… ' if first else ''}{plain[first:last].strip()}{' …' if last < len(plain) else ''}"
