"""Who acts for the partners, and who works in the business unit. Role titles only, never names of people."""

from decimal import Decimal

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.folding import sort_key
from core.formatting.numbers import plain
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from core.settings import value_of
from partnership.models import Post, RoleHolder

Role = RoleHolder.Role


@source(
    "delegation",
    name="Delegation by the safeguarding partners",
    help="From each lead safeguarding partner down to whoever acts for them, through every layer.",
)
def delegation(partnership, year: FinancialYear, options: dict) -> list[dict]:
    holders = list(
        RoleHolder.objects.filter(partnership=partnership, role__in=[Role.LEAD_PARTNER, Role.DELEGATED_PARTNER])
        .current(year.ends)
        .select_related("agency")
        .prefetch_related("agency__former_names")
    )
    if not holders:
        raise CannotBuild(f"No lead or delegated safeguarding partner is recorded for {sentences.day(year.ends)}.")
    there, below = {holder.pk for holder in holders}, {}
    for holder in holders:
        below.setdefault(holder.delegated_from_id if holder.delegated_from_id in there else None, []).append(holder)
    nodes = [_holder(holder, below, year) for holder in _by_role(below[None])]
    return [blocks.tree("delegation", f"Who acted for the partners on {sentences.day(year.ends)}", nodes)]


@source(
    "staffing",
    name="Staffing of the business unit",
    help="The posts on the last day of the year with their hours, who pays for them, and which are vacant.",
)
def staffing(partnership, year: FinancialYear, options: dict) -> list[dict]:
    unit = value_of(partnership, "business_unit", year.ends)
    posts = list(
        Post.objects.filter(partnership=partnership)
        .current(year.ends)
        .for_list_page()
        .prefetch_related("funded_by__former_names", "seconded_from__former_names")
    )
    if not posts:
        raise CannotBuild(f"No post of the {unit} is recorded for {sentences.day(year.ends)}.")
    cells = {
        ("FTE", "number"): [plain(post.fte) for post in posts],
        ("State", "text"): [_state(post) for post in posts],
        ("Paid for by", "text"): [_name(post.funded_by, year) for post in posts],
        ("Seconded from", "text"): [_name(post.seconded_from, year) for post in posts],
    }
    kept = {column: listed for column, listed in cells.items() if any(listed)}
    rows = [
        blocks.row([post.title, *(listed[place] for listed in kept.values())], source=post)
        for place, post in enumerate(posts)
    ]
    agreed = [post.fte for post in posts if post.fte is not None and not post.is_recommended]
    name = "Total of agreed posts" if any(post.is_recommended for post in posts) else "Total"
    total = [name, plain(sum(agreed)), *[None] * (len(kept) - 1)] if agreed else None
    caption = f"Posts of the {unit} on {sentences.day(year.ends)}"
    return [blocks.table("posts", caption, [("Post", "text"), *kept], rows, total=total, note=_note(posts))]


def _by_role(holders: list[RoleHolder]) -> list[RoleHolder]:
    return sorted(
        holders,
        key=lambda holder: (holder.role != Role.LEAD_PARTNER, sort_key(str(holder.agency)), sort_key(holder.title)),
    )


def _holder(holder: RoleHolder, below: dict, year: FinancialYear) -> dict:
    return blocks.node(
        holder.title,
        source=holder,
        kind=holder.get_role_display(),
        detail=_name(holder.agency, year) or "",
        children=[_holder(child, below, year) for child in _by_role(below.get(holder.pk, []))],
    )


def _name(agency, year: FinancialYear) -> str | None:
    return agency.name_on(year.ends) if agency else None


def _state(post: Post) -> str:
    return f"{post.get_state_display()}, recommended" if post.is_recommended else post.get_state_display()


def _note(posts: list[Post]) -> str:
    """What the total of hours leaves out: what is not known, and what nobody has agreed."""
    unknown = sum(post.fte is None and not post.is_recommended for post in posts)
    recommended = sum((post.fte for post in posts if post.is_recommended and post.fte), Decimal(0))
    said = []
    if all(post.fte is None for post in posts):
        said.append("The hours of the posts are not recorded.")
    elif unknown:
        said.append(f"The total leaves out {unknown} {'post' if unknown == 1 else 'posts'} without recorded hours.")
    if recommended:
        said.append(f"{plain(recommended)} FTE is recommended and not agreed, and in no total.")
    return " ".join(said)
