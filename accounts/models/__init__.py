from accounts.models.memberships import Membership, MembershipRole
from accounts.models.users import User

__all__ = ["Membership", "MembershipRole", "User"]
