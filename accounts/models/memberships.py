import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import timezone

from accounts.models import states
from accounts.roles import KEEP_THE_REPORT, ROLES, Permission, Role, roles_with
from core.dashboard.search import matching
from core.db.effective_dates import DatedModel, DatedQuerySet, in_force
from core.db.names import SortKey
from core.db.tenancy import ScopedManager
from core.history.tracking import tracked
from core.settings import public_values

ONE_DAY = datetime.timedelta(days=1)
# Sign-in and the switcher ask before any partnership is open, so a person's own rows show in every scope of theirs.
OWN_MEMBERSHIPS = "SELECT id FROM accounts_membership WHERE user_id = (SELECT app.me())"


def shown(field, prefix=""):
    """A person's `name` or `email` in SQL, as `Membership` shows it: until they accept, what the invitation says."""
    text = {"output_field": models.CharField()}
    email = Coalesce(NullIf(f"{prefix}asked_email", Value("")), f"{prefix}user__email", **text)
    asked = email if field == "email" else Coalesce(NullIf(f"{prefix}asked_name", Value("")), email, **text)
    return Case(When(**{f"{prefix}is_invited": True}, then=asked), default=f"{prefix}user__{field}", **text)


class RoleQuerySet(DatedQuerySet):
    def open_to(self, user):
        """The roles with which a person may enter a partnership today."""
        belongs = in_force(timezone.localdate(), "membership__")
        entering = self.current().filter(belongs, membership__user=user, membership__is_invited=False)
        return entering.select_related("membership__partnership")

    def with_public_settings(self):
        """Each with what anybody may know of its partnership's settings, which every page shows."""
        return self.annotate(public_settings=public_values())

    def entering(self, user, slug):
        """Those with which a person enters the partnership of that address."""
        return self.open_to(user).filter(membership__partnership__slug=slug)

    def not_over(self):
        """Those that hold today or will."""
        return self.exclude(ends_on__lt=timezone.localdate())

    def over(self):
        """Those that have ended, the latest first."""
        return self.filter(ends_on__lt=timezone.localdate()).order_by("-ends_on")

    def ending(self, first, last):
        """Those whose last day lies between two days, of members who stay longer."""
        stays = Q(membership__ends_on=None) | Q(membership__ends_on__gt=F("ends_on"))
        return self.filter(stays, ends_on__range=(first, last)).select_related("membership__user", "agency")

    def not_ended_at_once(self):
        """Those that last until their last day, for nobody ended them before."""
        return self.filter(out_on=None)

    def agencies(self):
        """Id and name of the agencies for which somebody holds a role now or later."""
        held = self.not_over().exclude(agency=None).order_by("agency__name_sort")
        return held.values_list("agency_id", "agency__name").distinct()

    def managing(self, day):
        """The roles of managers who have accepted, in force on that day."""
        members = Membership.objects.joined().during(day, day)
        return self.filter(role=Role.MANAGER, membership__in=members).during(day, day)


class OwnManager(models.Manager.from_queryset(DatedQuerySet)):
    """Rows as the database shows them: those of the scope, and the user's own in every partnership."""


class OwnRoles(models.Manager.from_queryset(RoleQuerySet)):
    """As `OwnManager`, for roles."""


class MembershipQuerySet(DatedQuerySet):
    def for_choosing(self):
        """Members by name, with their accounts."""
        return self.select_related("user").order_by(SortKey(shown("name")))

    def holding(self, *permissions):
        """Members who accepted, with a role that permits one of these today."""
        roles = {role for permission in permissions for role in roles_with(permission)}
        roles = MembershipRole.objects.current().filter(role__in=roles)
        return self.joined().filter(pk__in=roles.values("membership"))

    def keeping_the_report(self):
        """Members who answer for the report today, and are told what comes in for it."""
        return self.joined().filter(
            pk__in=MembershipRole.objects.current().filter(role__in=KEEP_THE_REPORT).values("membership")
        )

    def of_user(self, user_id):
        """A person's membership, or None."""
        return self.filter(user_id=user_id).first()

    def joined(self):
        """Those who accepted."""
        return self.filter(is_invited=False)

    def with_roles(self):
        """Loads `Membership.held_roles`, with their agencies."""
        held = MembershipRole.objects.not_over().select_related("agency").order_by("role", "agency__name_sort")
        return self.prefetch_related(models.Prefetch("roles", queryset=held, to_attr="held_roles"))

    def with_state(self):
        """Annotates `state` and `problem`, as `accounts.models.states` tells them."""
        return states.annotated(self)

    def with_roles_told(self, agency_ids=None):
        """Annotates `told`: the roles as values, in the same statement, for lists; or those for some agencies."""
        held = MembershipRole.objects.not_over().filter(membership=OuterRef("pk")).order_by("role", "agency__name_sort")
        if agency_ids is not None:
            held = held.filter(agency__in=agency_ids)
        values = {"role": "role", "agency": "agency__name", "starts_on": "starts_on", "ends_on": "ends_on"}
        return self.annotate(told=ArraySubquery(held.values(one=JSONObject(**values))))

    def with_shown(self):
        """Annotates what a list may show of the accounts: nothing of one whose person has not accepted."""
        last_seen = Case(When(is_invited=False, then="user__last_seen_at"))
        return self.annotate(shown_name=shown("name"), shown_email=shown("email"), shown_last_seen=last_seen)

    def for_users_page(self, agency_ids=None):
        return self.with_state().with_shown().with_roles_told(agency_ids).select_related("user")

    def for_person_page(self):
        return self.with_state().with_roles().select_related("user", "partnership")

    def of_agencies(self, agency_ids):
        """Members who hold a role for one of these agencies now or later."""
        roles = MembershipRole.objects.not_over().filter(agency__in=agency_ids)
        return self.filter(pk__in=roles.values("membership"))

    def looked_after_by(self, member):
        """Members whose access this one looks after: everybody's, or that of an agency's people."""
        if member.can(Permission.MANAGE_PEOPLE):
            return self
        return self.of_agencies(member.agency_ids(Permission.MANAGE_OWN_AGENCY))

    def with_role(self, role):
        """Members who hold it now or later."""
        return self.filter(pk__in=MembershipRole.objects.not_over().filter(role=role).values("membership"))

    def called(self, words):
        """Members whose name or e-mail, as they are shown, has all of the words in it."""
        return self.with_shown().filter(matching(words, "shown_name", "shown_email"))

    def not_over(self):
        """Those that hold today or will."""
        return self.exclude(ends_on__lt=timezone.localdate())


class Belonging(DatedModel):
    """What a person is here until its last day, or until somebody ends it at once.

    Who is out at once holds nothing any more today, so `ends_on` is the day before; `out_on` is the day that it was.
    """

    out_on = models.DateField("Ended at once on", null=True, blank=True)

    class Meta(DatedModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                # Who came and went on one day began after the last day that they had whole.
                condition=Q(ends_on=None)
                | Q(starts_on=None)
                | Q(ends_on__gte=F("starts_on"))
                | Q(out_on=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="The end is before the start.",
            )
        ]

    @property
    def last_day(self):
        """The day on which they were last here, which for an end at once is that day itself."""
        is_at_once = self.out_on and self.ends_on == self.out_on - ONE_DAY
        return self.out_on if is_at_once else self.ends_on


@tracked
class Membership(Belonging):
    """That a person belongs to a partnership, from one day to another.

    Until they have accepted, one who `is_invited` may hold roles already and cannot enter; the partnership sees what
    it asked for, and nothing of the account.
    """

    readable_also = "user_id = (SELECT app.me())"

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    is_invited = models.BooleanField(default=False)
    asked_name = models.CharField("name in the invitation", max_length=200, blank=True, db_default="")
    asked_email = models.EmailField("email address of the invitation", blank=True, db_default="")

    objects = ScopedManager.from_queryset(MembershipQuerySet)()
    own = OwnManager()

    class Meta(Belonging.Meta):
        constraints = [
            *Belonging.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "user"], name="accounts_membership_once"),
        ]
        default_manager_name = "objects"

    def __str__(self):
        return f"{self.name} in {self.partnership}"

    @property
    def email(self):
        return (self.is_invited and self.asked_email) or self.user.email

    @property
    def name(self):
        """What the person is called here: as the account says, or the invitation until they have accepted."""
        if self.is_invited:
            return self.asked_name or self.email
        return self.user.name or self.user.email

    def get_absolute_url(self):
        return self.url_of("people:person", self.pk)


@tracked
class MembershipRole(Belonging):
    """A role that a member holds, for one agency where the role is an agency's."""

    readable_also = f"membership_id = ANY (ARRAY({OWN_MEMBERSHIPS}))"

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40, choices=[(role.value, ROLES[role].name) for role in Role])
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(RoleQuerySet)()
    own = OwnRoles()

    class Meta(Belonging.Meta):
        constraints = [
            *Belonging.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "membership", "role", "agency"],
                name="accounts_membershiprole_once",
                nulls_distinct=False,
            ),
        ]
        default_manager_name = "objects"

    def __str__(self):
        return f"{self.get_role_display()}, {self.agency}" if self.agency_id else self.get_role_display()

    @property
    def description(self):
        return ROLES[Role(self.role)]
