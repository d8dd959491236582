"""What falls due in the partnership's own records, for those who keep them."""

import datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.roles import Permission
from core.models import ImportBatch
from core.overview import Duty, duty
from core.preferences import last_day_shown
from core.templatetags.govuk import pounds
from core.years import FinancialYear
from partnership.models import Agency, Contribution, Group, Post, RoleHolder


@duty(10)
def terms_of_reference(partnership, member, today):
    """Terms of reference that are to be reviewed, as long before as the partnership looks ahead."""
    if member.can(Permission.KEEP_RECORDS):
        for group in Group.objects.current(today).with_terms_due_by(last_day_shown(partnership, today)):
            url = _page(partnership, "group_terms", group.pk)
            yield Duty(f"Review the terms of reference of {group}", url, group.terms_due_on)


@duty(20)
def posts_ending(partnership, member, today):
    """Posts that end soon with nothing after them."""
    if member.can(Permission.KEEP_RECORDS):
        for post in Post.objects.current(today).ending_by(last_day_shown(partnership, today)).without_successor():
            yield Duty(f"The post {post} ends", _page(partnership, "post", post.pk), post.ends_on)


@duty(30)
def roles_ending(partnership, member, today):
    """Roles whose holder goes soon and that nobody takes over."""
    if member.can(Permission.KEEP_RECORDS):
        for holder in (
            RoleHolder.objects.current(today).ending_by(last_day_shown(partnership, today)).without_successor()
        ):
            title = f"{holder.title} gives up the role of {holder.get_role_display().lower()}"
            yield Duty(title, _page(partnership, "role_hand_over", holder.pk), holder.ends_on)


@duty(40)
def vacant_leads(partnership, member, today):
    """Statutory partners for which nobody leads today; a joint body has its leads in its partnerships."""
    if member.can(Permission.KEEP_RECORDS) and not partnership.is_joint_body:
        for agency in Agency.objects.current(today).statutory().without_lead(today):
            title = f"{agency} has no lead safeguarding partner"
            asked = urlencode({"role": RoleHolder.Role.LEAD_PARTNER, "agency": agency.pk})
            yield Duty(title, f"{_page(partnership, 'role_holder_add')}?{asked}")


@duty(50)
def money_not_received(partnership, member, today):
    """Cash of this year and the last that was invoiced, or is past the year's first quarter, and has not all come."""
    if not member.can(Permission.KEEP_RECORDS):
        return
    this = FinancialYear.of(today)
    for owed in Contribution.objects.owed_of([str(this), str(this.previous())]):
        year = FinancialYear.parse(owed["year"])
        quarter_ends = datetime.date(year.first, 6, 30)
        if owed["invoiced"] or today > quarter_ends:
            count = f"{owed['count']} contribution{'' if owed['count'] == 1 else 's'}"
            title = f"Collect {count} of {year}, {pounds(owed['missing'])}"
            yield Duty(title, _page(partnership, "budget_received", year), quarter_ends)


@duty(60)
def imports_waiting(partnership, member, today):
    """Files that were checked and that nobody has confirmed or dropped."""
    if member.can(Permission.KEEP_RECORDS):
        for batch in ImportBatch.objects.to_confirm():
            address = reverse("imports:preview", args=[partnership.slug, batch.pk])
            yield Duty(f"Confirm or drop the import of {batch.file_name}", address)


def _page(partnership, name, *args):
    return reverse(f"partnership:{name}", args=[partnership.slug, *args])
