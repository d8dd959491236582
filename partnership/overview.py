"""The cards of the partnership's home page that come from its own records."""

from django.db.models import Count, Q
from django.urls import reverse

from accounts.roles import Permission
from core import sentences
from core.blocks import plain
from core.overview import Card, card
from core.preferences import value_of
from core.templatetags.govuk import pounds
from partnership.budgets import latest_cash
from partnership.models import Agency, Group, Post, RoleHolder


def _records_only(build):
    """A card for those who may see the records."""

    def guarded(partnership, year, member):
        return build(partnership, year) if member.can(Permission.VIEW_RECORDS) else None

    guarded.__name__, guarded.__module__ = build.__name__, build.__module__
    return guarded


@card(5)
def own_agency(partnership, year, member):
    """For an agency's own people: their agency, its seats and what it gives."""
    own = list(Agency.objects.filter(pk__in=member.own_agency_ids).with_seat_count()) if member.own_agency_ids else []
    if not own:
        return None
    seats = sum(agency.seat_count for agency in own)
    text = f"{seats} seat{'' if seats == 1 else 's'} in groups today"
    return Card("My agency" if len(own) == 1 else "My agencies", _own_page(partnership, own), "", _named(own, text))


def _own_page(partnership, own):
    if len(own) == 1:
        return reverse("partnership:agency", args=[partnership.slug, own[0].pk])
    return reverse("partnership:agencies", args=[partnership.slug])


def _named(own, text):
    return f"{sentences.listed([agency.name for agency in own])}: {text}"


@card(10)
@_records_only
def agencies(partnership, year):
    counts = Agency.objects.current().aggregate(
        all=Count("pk"), statutory=Count("pk", filter=Q(kind=Agency.Kind.STATUTORY))
    )
    return Card(
        "Agencies",
        reverse("partnership:agencies", args=[partnership.slug]),
        str(counts["all"]),
        f"{counts['statutory']} of them statutory partners",
        () if counts["statutory"] else ("No statutory partner is on record.",),
    )


@card(20)
@_records_only
def people(partnership, year):
    totals = Post.objects.current().totals()
    has_lead = RoleHolder.objects.current().filter(role=RoleHolder.Role.LEAD_PARTNER).exists()
    vacant = f", {plain(totals['vacant'])} FTE vacant" if totals["vacant"] else ""
    return Card(
        "People",
        reverse("partnership:posts", args=[partnership.slug]),
        str(totals["posts"]),
        f"posts in the {value_of(partnership, 'business_unit')}{vacant}",
        () if has_lead else ("No lead safeguarding partner is on record.",),
    )


@card(30)
@_records_only
def structure(partnership, year):
    counts = Group.objects.current().aggregate(
        all=Count("pk"), unset=Count("pk", filter=Q(terms_due_on=None, joint_body=None))
    )
    return Card(
        "Structure",
        reverse("partnership:groups", args=[partnership.slug]),
        str(counts["all"]),
        "groups, who reports to whom",
        () if counts["all"] else ("No group is on record.",),
    )


@card(40)
@_records_only
def budget(partnership, year):
    year_of_cash, cash = latest_cash(partnership) or (None, None)
    return Card(
        "Budget and contributions",
        reverse("partnership:budget", args=[partnership.slug]),
        pounds(cash) or "–",
        f"contributions in cash, {year_of_cash}" if year_of_cash else "no contribution is on record",
        () if year_of_cash and year_of_cash >= year else (f"No contribution in cash is on record for {year}.",),
    )
