from accounts.models.email_changes import EmailChange
from accounts.models.handovers import HandOver
from accounts.models.invitations import Invitation, Note
from accounts.models.memberships import Membership, MembershipRole
from accounts.models.passwords import Password
from accounts.models.sessions import Session
from accounts.models.sign_ins import SignIn
from accounts.models.task_links import TaskLink
from accounts.models.users import Operator, User

__all__ = [
    "EmailChange",
    "HandOver",
    "Invitation",
    "Membership",
    "MembershipRole",
    "Note",
    "Operator",
    "Password",
    "Session",
    "SignIn",
    "TaskLink",
    "User",
]
