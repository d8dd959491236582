"""The cards of the partnership's home page that come from its own records."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Permission
from core.calendar.financial_years import FinancialYear
from core.dashboard.overview import Card, Step, card, first_step, same_for_all
from core.db.combined_queries import counted, kept, only
from core.formatting import sentences
from core.formatting.numbers import plain
from core.settings import value_of
from core.templatetags.govuk import pounds
from partnership.budgets import CashContribution, sum_known, usual_basis
from partnership.models import Agency, Contribution, Group, Post, RoleHolder


def _for_readers(question):
    """The question, which is the same on a day for all who may see the records."""
    made = kept(lambda today: [question(today)])

    def asked(partnership, year, member):
        if not member.can(Permission.VIEW_RECORDS):
            return None
        (one,) = made(timezone.localdate())
        return one

    return asked


def _own_agencies(partnership, year, member):
    if not member.own_agency_ids:
        return None
    return Agency.objects.filter(pk__in=member.own_agency_ids).with_seat_count().values("id", "name", "seat_count")


@card(5, _own_agencies)
def own_agency(partnership, year, member, own):
    """For an agency's own people: their agency, its seats and what it gives."""
    if not own:
        return None
    seats = sum(agency["seat_count"] for agency in own)
    text = f"{seats} seat{'' if seats == 1 else 's'} in groups today"
    return Card("My agency" if len(own) == 1 else "My agencies", _own_page(partnership, own), "", _named(own, text))


def _own_page(partnership, own):
    if len(own) == 1:
        return reverse("partnership:agency", args=[partnership.slug, own[0]["id"]])
    return reverse("partnership:agencies", args=[partnership.slug])


def _named(own, text):
    return f"{sentences.listed([agency['name'] for agency in own])}: {text}"


def _directory(partnership, year, member):
    """Of those who see who works together and neither records nor an agency of their own, such as a lay member."""
    sees_more = member.can(Permission.VIEW_RECORDS) or member.own_agency_ids
    return None if sees_more or not member.can(Permission.VIEW_DIRECTORY) else timezone.localdate()


def _agencies_to_know(partnership, year, member):
    today = _directory(partnership, year, member)
    return today and counted(Agency.objects.current(today), all=Count("pk"))


def _groups_to_know(partnership, year, member):
    today = _directory(partnership, year, member)
    return today and counted(Group.objects.current(today), all=Count("pk"))


@card(10, _agencies_to_know)
def agencies_to_know(partnership, year, member, rows):
    address = reverse("partnership:agencies", args=[partnership.slug])
    return Card("Agencies", address, str(rows[0]["all"]), "that work together here") if rows else None


@card(40, _groups_to_know)
def groups_to_know(partnership, year, member, rows):
    address = reverse("partnership:groups", args=[partnership.slug])
    return Card("Structure", address, str(rows[0]["all"]), "groups, and who reports to whom") if rows else None


@_for_readers
def _agency_counts(today):
    statutory = Count("pk", filter=Q(kind=Agency.Kind.STATUTORY))
    return counted(Agency.objects.current(today), all=Count("pk"), statutory=statutory)


@card(10, _agency_counts)
def agencies(partnership, year, member, rows):
    counts = only(rows, all=0, statutory=0)
    return Card(
        "Agencies",
        reverse("partnership:agencies", args=[partnership.slug]),
        str(counts["all"]),
        f"{counts['statutory']} of them statutory partners",
        () if counts["statutory"] else ("No statutory partner is on record.",),
    )


@_for_readers
def _post_totals(today):
    posts = Post.objects.current(today)
    return counted(posts, **posts.sums())


@_for_readers
def _a_lead(today):
    return RoleHolder.objects.current(today).filter(role=RoleHolder.Role.LEAD_PARTNER).values("id")[:1]


@card(20, _post_totals, _a_lead)
def people(partnership, year, member, rows, leads):
    totals = only(rows, posts=0, vacant=0)
    vacant = f", {plain(totals['vacant'])} FTE vacant" if totals["vacant"] else ""
    return Card(
        "People",
        reverse("partnership:posts", args=[partnership.slug]),
        str(totals["posts"]),
        f"posts in the {value_of(partnership, 'business_unit')}{vacant}",
        () if leads else ("No lead safeguarding partner is on record.",),
    )


@_for_readers
def _group_count(today):
    return counted(Group.objects.current(today), all=Count("pk"))


@card(30, _group_count)
def structure(partnership, year, member, rows):
    count = only(rows, all=0)["all"]
    return Card(
        "Structure",
        reverse("partnership:groups", args=[partnership.slug]),
        str(count),
        "groups, who reports to whom",
        () if count else ("No group is on record.",),
    )


@_for_readers
def _latest_cash(today):
    return Contribution.objects.latest_cash().values("year", "agreed", "invoiced", "received")


@card(40, _latest_cash)
def budget(partnership, year, member, given):
    year_of_cash = FinancialYear.parse(given[0]["year"]) if given else None
    contributions = [CashContribution(None, "", row["agreed"], row["invoiced"], row["received"]) for row in given]
    basis = usual_basis([contributions])
    amounts = [one.on(basis) for one in contributions]
    left_out = f", {amounts.count(None)} of {len(amounts)} not on record" if None in amounts else ""
    return Card(
        "Budget and contributions",
        reverse("partnership:budget", args=[partnership.slug]),
        pounds(sum_known(amounts)) or "–",
        f"contributions in cash {basis.words}, {year_of_cash}{left_out}"
        if year_of_cash
        else "no contribution is on record",
        () if year_of_cash and year_of_cash >= year else (f"No contribution in cash is on record for {year}.",),
    )


_for_keepers = same_for_all(Permission.KEEP_RECORDS)


@_for_keepers
def _any_agency(today):
    return Agency.objects.order_by().values("id")[:1]


@_for_keepers
def _any_group(today):
    return Group.objects.order_by().values("id")[:1]


@_for_keepers
def _any_money(today):
    return Contribution.objects.order_by().values("id")[:1]


@first_step(10)
def contact_said(partnership, member, today):
    if not member.can(Permission.CHANGE_SETTINGS):
        return None
    address = reverse("settings:change", args=[partnership.slug, "contact"])
    return Step("Say how people reach the partnership", address, bool(value_of(partnership, "contact").strip()))


@first_step(20, _any_agency)
def agencies_added(partnership, member, today, agencies):
    address = reverse("imports:kind", args=[partnership.slug, "agencies"])
    return Step("Bring in the agencies, from a spreadsheet or one by one", address, bool(agencies))


@first_step(40, _any_group)
def groups_added(partnership, member, today, groups):
    address = reverse("imports:kind", args=[partnership.slug, "groups"])
    return Step("Bring in the groups, and who reports to whom", address, bool(groups))


@first_step(50, _any_money)
def money_started(partnership, member, today, money):
    address = reverse("partnership:budget_start", args=[partnership.slug])
    return Step("Start the year’s budget, with what each partner gives", address, bool(money))
