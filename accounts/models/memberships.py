from django.db import models

from accounts.roles import ROLES, Role, roles_with
from core.dated import DatedModel, DatedQuerySet
from core.history import tracked
from core.tenancy import ScopedManager

# Sign-in and the switcher ask before any partnership is open, so a person's own rows show in every scope of theirs.
OWN_MEMBERSHIPS = "SELECT id FROM accounts_membership WHERE user_id = (SELECT app.me())"


class RoleQuerySet(DatedQuerySet):
    def open_to(self, user):
        """The roles with which a person may enter a partnership today."""
        memberships = Membership.own.current().filter(user=user, is_invited=False)
        return self.current().filter(membership__in=memberships).select_related("membership__partnership")

    def entering(self, user, slug):
        """Those with which a person enters the partnership of that address."""
        return self.open_to(user).filter(membership__partnership__slug=slug)


class OwnManager(models.Manager.from_queryset(DatedQuerySet)):
    """Rows as the database shows them: those of the scope, and the user's own in every partnership."""


class OwnRoles(models.Manager.from_queryset(RoleQuerySet)):
    """As `OwnManager`, for roles."""


class MembershipQuerySet(DatedQuerySet):
    def for_choosing(self):
        """Members by name, with their accounts."""
        return self.select_related("user").order_by("user__name")

    def holding(self, permission):
        """Members with a role that permits it today."""
        roles = MembershipRole.objects.current().filter(role__in=roles_with(permission))
        return self.filter(pk__in=roles.values("membership"))

    def of_user(self, user_id):
        """A person's membership, or None."""
        return self.filter(user_id=user_id).first()


@tracked
class Membership(DatedModel):
    """That a person belongs to a partnership, from one day to another.

    Until they have accepted, one who `is_invited` may hold roles already and cannot enter.
    """

    readable_also = "user_id = (SELECT app.me())"

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    is_invited = models.BooleanField(default=False)

    objects = ScopedManager.from_queryset(MembershipQuerySet)()
    own = OwnManager()

    class Meta(DatedModel.Meta):
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "user"], name="accounts_membership_once"),
        ]
        default_manager_name = "objects"

    def __str__(self):
        return f"{self.user} in {self.partnership}"


@tracked
class MembershipRole(DatedModel):
    """A role that a member holds, for one agency where the role is an agency's."""

    readable_also = f"membership_id = ANY (ARRAY({OWN_MEMBERSHIPS}))"

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40, choices=[(role.value, ROLES[role].name) for role in Role])
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    own = OwnRoles()

    class Meta(DatedModel.Meta):
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "membership", "role", "agency"],
                name="accounts_membershiprole_once",
                nulls_distinct=False,
            ),
        ]
        default_manager_name = "objects"

    def __str__(self):
        return self.get_role_display()
