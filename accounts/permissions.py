"""Who may do what, in one place: `check_…` raises with a reason fit to show, `can_…` asks.

Roles give permissions in a partnership (`accounts.roles`); an `ObjectPermission` gives one person one thing on one
record. Nothing else in the portal imports guardian.
"""

from django.contrib.auth.models import Permission as DjangoPermission
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from accounts.roles import READING, ROLES, SENSITIVE, Permission, Role
from core.db.tenancy import ScopedManager, TenantModel

REASONS = {
    Permission.VIEW_DIRECTORY: "You cannot see this partnership's agencies and groups.",
    Permission.VIEW_RECORDS: "You cannot see this partnership's records.",
    Permission.KEEP_RECORDS: "Only the business unit can add or change records.",
    Permission.EXPLAIN_FIGURES: "Only the business unit can explain a figure.",
    Permission.VIEW_REPORT: "You cannot see this partnership's reports.",
    Permission.VIEW_DRAFTS: "You cannot see this partnership's reports in preparation.",
    Permission.EDIT_REPORT: "Only the business unit can change the outline of a report or compile it.",
    Permission.WRITE_SECTION: "You have not been asked to write this section.",
    Permission.SIGN_REPORT: "Only a lead or delegated safeguarding partner or the independent chair can sign a report.",
    Permission.PUBLISH_REPORT: "Only the business manager can publish a report.",
    Permission.WRITE_NOTES: "Only the independent scrutineer keeps notes.",
    Permission.MANAGE_OWN_AGENCY: "Only an agency's lead can look after its people.",
    Permission.MANAGE_PEOPLE: "Only the business manager and officers can look after people's access.",
    Permission.CHANGE_SETTINGS: "Only the business manager can change the partnership's settings.",
    Permission.READ_ACCESS_LOG: "Only the business manager can read the access log.",
}
# What an agency's lead may make of its people.
OF_AN_AGENCY = frozenset({Role.AGENCY_LEAD, Role.CONTRIBUTOR})
CLOSED = "This partnership is closed: its records can be read, and nothing in them changes."


class CurrentQuerySet(models.QuerySet):
    def current(self):
        """Permissions that have not ended."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=timezone.localdate()))


class ObjectPermission(UserObjectPermissionBase, TenantModel):
    """One person's permission on one record. A subclass names the record in `content_object`."""

    deletable = True

    ends_on = models.DateField(null=True, blank=True)

    objects = ScopedManager.from_queryset(CurrentQuerySet)()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.user}: {self.permission.name}"


class Member:
    """A person in one partnership: the roles that hold today and what they permit. Nobody changes a closed one."""

    def __init__(self, user, roles, *, is_closed=False):
        self.user = user
        self.is_closed = is_closed
        self.roles = [Role(held.role) for held in roles]
        self._agencies = [(Role(held.role), held.agency_id) for held in roles if held.agency_id]
        held = frozenset().union(*(ROLES[role].permissions for role in self.roles))
        self.permissions = held & READING if is_closed else held
        # Whether something was opened by a permission whose reading is written down.
        self.reads_sensitive = False

    @property
    def role_names(self) -> str:
        """The roles in words, each once."""
        return ", ".join(dict.fromkeys(ROLES[role].name.lower() for role in self.roles))

    @property
    def may_write(self) -> bool:
        """Whether anything of the partnership's is theirs to change."""
        return bool(self.permissions - READING - {Permission.WRITE_NOTES})

    def may_write_here(self, writes_own: bool) -> bool:
        """Whether a request of theirs may write at all, where the page keeps only what is the person's own."""
        return self.may_write or (writes_own and not self.is_closed)

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def own_agency_ids(self) -> set:
        """The agencies for which the person holds any role."""
        return {agency_id for _, agency_id in self._agencies}

    def agency_ids(self, permission: Permission) -> set:
        """The agencies for which a role of this person's permits it, none where the partnership is closed."""
        if not self.can(permission):
            return set()
        return {agency_id for role, agency_id in self._agencies if permission in ROLES[role].permissions}

    def check(self, permission: Permission) -> None:
        """Raises `PermissionDenied` with a reason fit to show."""
        if not self.can(permission):
            closed = self.is_closed and permission not in READING
            raise PermissionDenied(CLOSED if closed else REASONS[permission])
        self.reads_sensitive |= permission in SENSITIVE

    def check_any(self, *permissions: Permission) -> None:
        """As `check`, where one of them is enough; the reason is that of the first."""
        self.check(next(filter(self.can, permissions), permissions[0]))

    def check_own(self, user_id, otherwise: Permission) -> None:
        """Raises unless the record is the person's own, or their role permits it anyway."""
        if user_id != self.user.pk and not self.can(otherwise):
            raise PermissionDenied("Only the person who asked for this and the business unit can see it.")


def check_may_look_after(member: Member, membership) -> None:
    """Raises unless this person's access is the member's to look after. An agency's lead reaches its people only."""
    if member.can(Permission.MANAGE_PEOPLE):
        return
    member.check_any(Permission.MANAGE_OWN_AGENCY, Permission.MANAGE_PEOPLE)
    theirs = {role.agency_id for role in membership.roles.not_over()}
    if not theirs & member.agency_ids(Permission.MANAGE_OWN_AGENCY):
        raise PermissionDenied("You can look after the people of your own agency only.")


def check_may_give(member: Member, role: Role, agency_id, *, to=None) -> None:
    """Raises unless the member may give this role, or change or end it, for that agency and that person."""
    if to == member.user:
        raise PermissionDenied("Nobody changes their own roles. Ask somebody else who looks after people’s access.")
    if member.can(Permission.MANAGE_PEOPLE):
        if role == Role.MANAGER and Role.MANAGER not in member.roles:
            raise PermissionDenied("Only a business manager can give, change or end the role of business manager.")
        return
    member.check_any(Permission.MANAGE_OWN_AGENCY, Permission.MANAGE_PEOPLE)
    if role not in OF_AN_AGENCY:
        raise PermissionDenied("An agency’s lead can give the roles of agency lead and agency contributor, no other.")
    if agency_id not in member.agency_ids(Permission.MANAGE_OWN_AGENCY):
        raise PermissionDenied("You can look after the people of your own agency only.")


def can_give(member: Member, role: Role, agency_id, *, to=None) -> bool:
    try:
        check_may_give(member, role, agency_id, to=to)
    except PermissionDenied:
        return False
    return True


def grant(model, *, user, codename: str, record, ends_on=None):
    """Give a person a permission on one record; giving it again changes only its end."""
    permission = DjangoPermission.objects.get(codename=codename, content_type__model=record._meta.model_name)
    given, _ = model.objects.update_or_create(
        partnership_id=record.partnership_id,
        user=user,
        permission=permission,
        content_object=record,
        defaults={"ends_on": ends_on},
    )
    return given


def revoke(model, *, codename: str, record, user=None) -> None:
    """Take a permission on one record from a person, or from everybody who has it."""
    given = model.objects.filter(content_object=record, permission__codename=codename)
    (given.filter(user=user) if user else given).delete()
