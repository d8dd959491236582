"""What the search finds of the partnership's own records, and the pages of the portal themselves."""

from django.urls import reverse

from accounts.roles import Permission
from core.dashboard import navigation
from core.dashboard.search import MOST, Hit, has_all, matching, searched
from core.models import ImportBatch, Override
from core.settings import in_force, preferences
from partnership.models import Agency, Contact, Contribution, Group, Income, Post, RoleHolder, Spending


@searched("Pages", 0)
def pages(partnership, member, words):
    for section, page, address in navigation.pages(partnership.slug, member):
        if has_all(words, section.text, page.text, page.words):
            yield Hit(page.text, address, section.text)


@searched("What you can do", 1)
def tasks(partnership, member, words):
    for task, address in navigation.tasks(partnership.slug, member):
        if has_all(words, task.text, task.words):
            yield Hit(task.text, address)


@searched("Agencies", 10, needs=Permission.VIEW_DIRECTORY)
def agencies(partnership, member, words):
    """By the names that they have, had and will have."""
    fields = ("name", "coming_name", "short_name", "sector", "note", "former_names__name")
    found = Agency.objects.filter(matching(words, *fields))
    for agency in found.with_names().distinct()[:MOST]:
        former = [f"formerly {name}" for name in agency.former_names.all()]
        coming = agency.called if agency.coming_name else ""
        says = [agency.get_kind_display(), agency.short_name, agency.sector, coming, *former, agency.when, agency.note]
        yield Hit(agency.name, agency.get_absolute_url(), _line(says))


@searched("Role holders", 20, needs=Permission.VIEW_DIRECTORY)
def role_holders(partnership, member, words):
    found = RoleHolder.objects.for_list_page().filter(matching(words, "title", "agency__name", "note"))
    for holder in found[:MOST]:
        says = [holder.get_role_display(), holder.agency, holder.when, holder.note]
        yield Hit(holder.title, holder.get_absolute_url(), _line(says))


@searched("Contacts", 25, needs=Permission.VIEW_DIRECTORY)
def contacts(partnership, member, words):
    found = Contact.objects.for_list_page().filter(
        matching(words, "purpose", "agency__name", "telephone", "email", "hours", "note")
    )
    for contact in found[:MOST]:
        says = [contact.agency, contact.telephone, contact.email, contact.hours, contact.when]
        yield Hit(contact.purpose, contact.get_absolute_url(), _line(says))


@searched("Posts", 30, needs=Permission.VIEW_RECORDS)
def posts(partnership, member, words):
    found = Post.objects.for_list_page().filter(matching(words, "title", "funded_by__name", "note"))
    for post in found[:MOST]:
        says = [post.get_state_display(), post.funded_by, post.when, post.note]
        yield Hit(post.title, post.get_absolute_url(), _line(says))


@searched("Groups", 40, needs=Permission.VIEW_DIRECTORY)
def groups(partnership, member, words):
    """By the names under which people know them, and by what they are for."""
    found = Group.objects.filter(matching(words, "name", "short_name", "aliases__name", "purpose"))
    for group in found.prefetch_related("aliases").distinct()[:MOST]:
        aliases = [f"also {alias.name}" for alias in group.aliases.all()]
        says = [group.get_kind_display(), group.short_name, *aliases, group.when, group.purpose]
        yield Hit(group.name, group.get_absolute_url(), _line(says))


@searched("Contributions", 50, needs=Permission.VIEW_RECORDS)
def contributions(partnership, member, words):
    found = Contribution.objects.for_list_page().filter(
        matching(words, "agency__name", "year", "what_in_kind", "source")
    )
    for one in found[:MOST]:
        title = f"{one.agency_then}, {one.year}"
        yield Hit(title, one.get_absolute_url(), _line([one.get_paid_display(), one.what_in_kind, one.source]))


@searched("Income and spending", 55, needs=Permission.VIEW_RECORDS)
def items(partnership, member, words):
    for model in (Income, Spending):
        for one in model.objects.filter(matching(words, "item", "year", "source"))[:MOST]:
            says = [model._meta.verbose_name.capitalize(), one.source]
            yield Hit(f"{one.item}, {one.year}", one.get_absolute_url(), _line(says))


@searched("Settings", 80, needs=Permission.VIEW_RECORDS)
def settings(partnership, member, words):
    """By what they are called, what they do, what holds today, and why anybody ever chose it."""
    reasons = {}
    for choice in Override.objects.of(partnership):
        reasons.setdefault(choice.key, []).append(choice.reason)
    for one in preferences().values():
        says = in_force(partnership, one.key).says
        why = _line(reasons.get(one.key, ()))
        if has_all(words, one.group, one.label, one.help, says, why):
            yield Hit(one.label, reverse("settings:setting", args=[partnership.slug, one.key]), _line([says, why]))


@searched("Imported files", 90, needs=Permission.KEEP_RECORDS)
def imported_files(partnership, member, words):
    for batch in ImportBatch.objects.filter(matching(words, "file_name"))[:MOST]:
        yield Hit(batch.file_name, batch.get_absolute_url(), batch.get_state_display())


def _line(parts) -> str:
    return " · ".join(str(part) for part in parts if part)
