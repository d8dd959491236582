"""The history of somebody's place in a partnership: asked, joined, given roles, ended."""

from accounts.models import Invitation, Membership, MembershipRole
from accounts.permissions import Permission
from core.timelines import timeline

timeline(
    Membership,
    permission=Permission.MANAGE_PEOPLE,
    children=[MembershipRole.membership, Invitation.membership],
    hidden=["nonce", "user"],
)
