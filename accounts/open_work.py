"""Invitations that wait, as open work of whoever sent them."""

from accounts.looking_after import LOOKS_AFTER, page
from accounts.models import Invitation
from accounts.offboarding import OpenWork, open_work


@open_work("Invitations that are not accepted", 80)
def invitations_sent(partnership, users):
    """Whoever invited somebody is asked for a new link when the first has run out."""
    for invitation in Invitation.objects.sent_by(users):

        def hand_over(to, by, pk=invitation.pk):
            Invitation.objects.filter(pk=pk).update(invited_by=to)

        yield OpenWork(
            user_id=invitation.invited_by_id,
            title=f"Invitation of {invitation.membership.name}",
            url=page(partnership, invitation.membership_id),
            needs=LOOKS_AFTER,
            hand_over=hand_over,
        )
