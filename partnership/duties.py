"""What falls due in the partnership's own records, for those who keep them."""

import datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.roles import Permission
from core.overview import Duty, duty
from partnership.models import Agency, Group, Post, RoleHolder

TERMS_AHEAD = datetime.timedelta(days=60)
ENDS_AHEAD = datetime.timedelta(days=90)


@duty(10)
def terms_of_reference(partnership, member, today):
    """Terms of reference that are to be reviewed, from sixty days before."""
    if member.can(Permission.KEEP_RECORDS):
        for group in Group.objects.current(today).with_terms_due_by(today + TERMS_AHEAD):
            url = _page(partnership, "group_terms", group.pk)
            yield Duty(f"Review the terms of reference of {group}", url, group.terms_due_on)


@duty(20)
def posts_ending(partnership, member, today):
    """Posts that end within ninety days with nothing after them."""
    if member.can(Permission.KEEP_RECORDS):
        for post in Post.objects.current(today).ending_by(today + ENDS_AHEAD).without_successor():
            yield Duty(f"The post {post} ends", _page(partnership, "post", post.pk), post.ends_on)


@duty(30)
def roles_ending(partnership, member, today):
    """Roles whose holder goes within ninety days and that nobody takes over."""
    if member.can(Permission.KEEP_RECORDS):
        for holder in RoleHolder.objects.current(today).ending_by(today + ENDS_AHEAD).without_successor():
            title = f"{holder.title} gives up the role of {holder.get_role_display().lower()}"
            yield Duty(title, _page(partnership, "role_hand_over", holder.pk), holder.ends_on)


@duty(40)
def vacant_leads(partnership, member, today):
    """Statutory partners for which nobody leads today."""
    if member.can(Permission.KEEP_RECORDS):
        for agency in Agency.objects.current(today).statutory().without_lead(today):
            title = f"{agency} has no lead safeguarding partner"
            asked = urlencode({"role": RoleHolder.Role.LEAD_PARTNER, "agency": agency.pk})
            yield Duty(title, f"{_page(partnership, 'role_holder_add')}?{asked}")


def _page(partnership, name, *args):
    return reverse(f"partnership:{name}", args=[partnership.slug, *args])
