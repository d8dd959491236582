"""What falls due in the partnership's own records, for those who keep them."""

import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse

from accounts.roles import Permission
from core.calendar.financial_years import FinancialYear, years_kept
from core.dashboard.overview import Duty, duty, same_for_all
from core.models import ImportBatch
from core.settings import last_day_shown
from core.templatetags.govuk import pounds
from partnership.models import Agency, Budget, Contribution, Group, Post, RoleHolder


class _Day(NamedTuple):
    """What the questions hang on: a day, the last that is shown with it, and since when the records are kept."""

    today: datetime.date
    last_shown: datetime.date
    founded_on: datetime.date

    @property
    def years(self) -> list[str]:
        return [str(year) for year in years_kept(self.founded_on, self.today)]

    @property
    def before(self) -> datetime.date:
        """The day before the partnership began to work here."""
        return min(self.founded_on, self.today) - datetime.timedelta(days=1)


def _day(partnership, today) -> _Day:
    return _Day(today, last_day_shown(partnership, today), partnership.founded_on)


_for_keepers = same_for_all(Permission.KEEP_RECORDS, _day)


@_for_keepers
def _terms_due(day):
    due = Group.objects.current(day.today).with_terms_due_by(day.last_shown)
    return due.values("id", "name", "terms_due_on")


@duty(10, _terms_due)
def terms_of_reference(partnership, member, today, groups):
    """Terms of reference that are to be reviewed, as long before as the partnership looks ahead."""
    for group in groups:
        url = _page(partnership, "group_terms", group["id"])
        key = f"partnership.terms_of_reference:{group['id']}:{group['terms_due_on']}"
        yield Duty(f"Review the terms of reference of {group['name']}", url, group["terms_due_on"], key=key)


def _ending(rows, day: _Day):
    """Those that end within the days that the partnership looks ahead, or have ended since it began to work here."""
    return rows.lasting(day.before).ending_by(day.last_shown)


@_for_keepers
def _ending_posts(day):
    ending = _ending(Post.objects.all(), day)
    return ending.without_successor().values("id", "title", "ends_on")


@duty(20, _ending_posts)
def posts_ending(partnership, member, today, posts):
    """Posts that end soon, or have ended, with nothing after them."""
    for post in posts:
        has_ended = post["ends_on"] < today
        title = f"Nothing follows the post {post['title']}" if has_ended else f"The post {post['title']} ends"
        key = f"partnership.posts_ending:{post['id']}:{post['ends_on']}"
        yield Duty(title, _page(partnership, "post", post["id"]), post["ends_on"], key=key)


@_for_keepers
def _ending_roles(day):
    ending = _ending(RoleHolder.objects.of_agencies_on(day.today), day)
    return ending.without_successor().values("id", "title", "role", "ends_on")


@duty(30, _ending_roles)
def roles_ending(partnership, member, today, holders):
    """Roles whose holder goes soon, or has gone, and that nobody takes over."""
    for holder in holders:
        role = RoleHolder.Role(holder["role"]).label.lower()
        has_ended = holder["ends_on"] < today
        gives_up = f"{holder['title']} gives up the role of {role}"
        title = f"Nobody follows {holder['title']} as {role}" if has_ended else gives_up
        key = f"partnership.roles_ending:{holder['id']}:{holder['ends_on']}"
        yield Duty(title, _page(partnership, "role_hand_over", holder["id"]), holder["ends_on"], key=key)


def _ending_for_own(partnership, member, today):
    """Whoever keeps the records is told of all."""
    own = member.agency_ids(Permission.SIGN_REPORT)
    if not own or member.can(Permission.KEEP_RECORDS):
        return None
    ending = _ending(RoleHolder.objects.of_agencies_on(today), _day(partnership, today))
    return ending.filter(agency__in=own).without_successor().values("id", "title", "role", "ends_on")


@duty(31, _ending_for_own)
def own_agencys_roles_ending(partnership, member, today, holders):
    """For a safeguarding partner: who leads or is delegated for their agency and goes, with nobody to follow."""
    for holder in holders:
        role = RoleHolder.Role(holder["role"]).label.lower()
        title = f"Name who follows {holder['title']} as {role}"
        key = f"partnership.own_agencys_roles_ending:{holder['id']}:{holder['ends_on']}"
        yield Duty(title, _page(partnership, "role_holder", holder["id"]), holder["ends_on"], key=key)


@_for_keepers
def _agencies_without_lead(day):
    return Agency.objects.current(day.today).statutory().without_lead(day.today).values("id", "name")


def _without_lead(partnership, member, today):
    """A joint body has its leads in its partnerships."""
    return None if partnership.is_joint_body else _agencies_without_lead(partnership, member, today)


@duty(40, _without_lead)
def vacant_leads(partnership, member, today, agencies):
    """Statutory partners for which nobody leads today."""
    for agency in agencies:
        title = f"{agency['name']} has no lead safeguarding partner"
        asked = urlencode({"role": RoleHolder.Role.LEAD_PARTNER, "agency": agency["id"]})
        yield Duty(title, f"{_page(partnership, 'role_holder_add')}?{asked}")


@_for_keepers
def _late_names(day):
    """Of days that are over: one that begins today may not be midnight's first yet."""
    late = Agency.objects.to_rename(day.today - datetime.timedelta(days=1))
    return late.values("id", "name", "coming_name", "coming_name_on")


@duty(45, _late_names)
def names_not_taken(partnership, member, today, agencies):
    """Agencies that could not take their coming name on its day."""
    for agency in agencies:
        title = f"{agency['name']} could not be renamed {agency['coming_name']}"
        key = f"partnership.names_not_taken:{agency['id']}:{agency['coming_name_on']}"
        yield Duty(title, _page(partnership, "agency_rename", agency["id"]), agency["coming_name_on"], key=key)


@_for_keepers
def _owed(day):
    return Contribution.objects.owed_of(day.years)


@duty(50, _owed)
def money_not_received(partnership, member, today, years):
    """Cash of a year that was invoiced, or is past the year's first quarter, and has not all come."""
    for owed in years:
        year = FinancialYear.parse(owed["year"])
        quarter_ends = datetime.date(year.first, 6, 30)
        if owed["invoiced"] or today > quarter_ends:
            count = f"{owed['count']} contribution{'' if owed['count'] == 1 else 's'}"
            title = f"Collect {count} of {year}, {pounds(owed['missing'])}"
            key = f"partnership.money_not_received:{year}:{owed['count']}:{owed['missing']}"
            yield Duty(title, _page(partnership, "budget_received", year), quarter_ends, key=key)


def _own_owed(partnership, member, today):
    """Of the agencies that the member leads or answers for; those who keep the records collect it from all."""
    led = member.agency_ids(Permission.MANAGE_OWN_AGENCY) | member.agency_ids(Permission.SIGN_REPORT)
    if not led or member.can(Permission.KEEP_RECORDS):
        return None
    owed = Contribution.objects.filter(agency__in=led, year__in=_day(partnership, today).years).outstanding()
    return owed.order_by("year").values("year", "agency_id", "invoiced", "missing", name=F("agency__name"))


@duty(51, _own_owed)
def own_money_not_received(partnership, member, today, contributions):
    """Cash of the member's own agency that was invoiced, or is past the year's first quarter, and has not all come."""
    for owed in contributions:
        year = FinancialYear.parse(owed["year"])
        quarter_ends = datetime.date(year.first, 6, 30)
        if owed["invoiced"] or today > quarter_ends:
            title = f"{owed['name']} has not paid {pounds(owed['missing'])} for {year}"
            key = f"partnership.own_money_not_received:{year}:{owed['agency_id']}:{owed['missing']}"
            yield Duty(title, _page(partnership, "agency", owed["agency_id"]), quarter_ends, key=key)


def _of_years(rows, day: _Day):
    """Of the running year and the one that comes."""
    running = FinancialYear.of(day.today)
    return rows.filter(year__in=[str(running), str(running.next())]).order_by().values("year").distinct()


@_for_keepers
def _budgets(day):
    return _of_years(Budget.objects.all(), day)


@_for_keepers
def _years_of_money(day):
    return _of_years(Contribution.objects.all(), day)


@duty(52, _budgets, _years_of_money)
def year_to_start(partnership, member, today, budgets, contributions):
    """The coming financial year, before it begins, where the running one is kept here and nobody has started it."""
    running = FinancialYear.of(today)
    coming, kept = running.next(), {row["year"] for row in [*budgets, *contributions]}
    if str(running) in kept and str(coming) not in kept and coming.starts <= last_day_shown(partnership, today):
        key = f"partnership.year_to_start:{coming}"
        yield Duty(f"Start the budget for {coming}", _page(partnership, "budget_start"), coming.starts, key=key)


@_for_keepers
def _checked_files(day):
    return ImportBatch.objects.to_confirm().values("id", "file_name")


@duty(60, _checked_files)
def imports_waiting(partnership, member, today, batches):
    """Files that were checked and that nobody has confirmed or dropped."""
    for batch in batches:
        address = reverse("imports:preview", args=[partnership.slug, batch["id"]])
        yield Duty(f"Confirm or discard the import of {batch['file_name']}", address)


def _page(partnership, name, *args):
    return reverse(f"partnership:{name}", args=[partnership.slug, *args])
