from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q, Sum

from core.db.effective_dates import DatedModel, DatedQuerySet, in_force
from core.db.names import Fold, SortKey
from core.db.tenancy import ScopedManager
from core.history.tracking import tracked


class PostQuerySet(DatedQuerySet):
    def for_list_page(self):
        return self.select_related("funded_by", "seconded_from")

    def with_names(self):
        """Loads what `Agency.name_on` needs."""
        return self.prefetch_related(
            "funded_by__former_names", "funded_by__follows", "seconded_from__former_names", "seconded_from__follows"
        )

    def without_successor(self):
        """Posts after which no other one of the same title goes on."""
        later = self.model.objects.filter(title=models.OuterRef("title")).exclude(pk=models.OuterRef("pk"))
        return self.exclude(models.Exists(later.filter(Q(ends_on=None) | Q(ends_on__gt=models.OuterRef("ends_on")))))

    def paid_or_lent_by(self, agencies):
        """Posts that one of these agencies pays for or has seconded somebody to."""
        return self.filter(Q(funded_by__in=agencies) | Q(seconded_from__in=agencies))

    def totals(self):
        """Full-time equivalents: established, of them filled and vacant; apart from them, what is only recommended."""
        return self.aggregate(**self.sums())

    @staticmethod
    def sums():
        """What `totals` gives, by name, for a statement that counts more than posts."""
        established, filled = Q(is_recommended=False), Q(state=Post.State.FILLED)
        return {
            "established": Sum("fte", filter=established, default=0),
            "filled": Sum("fte", filter=established & filled, default=0),
            "vacant": Sum("fte", filter=established & ~filled, default=0),
            "recommended": Sum("fte", filter=~established, default=0),
            "posts": Count("pk", filter=established),
            "unknown": Count("pk", filter=established & Q(fte=None)),
        }


@tracked
class Post(DatedModel):
    """A post of the business unit, whether somebody is in it or not."""

    class State(models.TextChoices):
        FILLED = "filled", "Filled"
        VACANT = "vacant", "Vacant"

    title = models.CharField("post", max_length=200)
    fte = models.DecimalField(
        "full-time equivalent",
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    funded_by = models.ForeignKey(
        "partnership.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.FILLED)
    seconded_from = models.ForeignKey(
        "partnership.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_recommended = models.BooleanField("recommended", default=False)
    note = models.TextField(blank=True)

    objects = ScopedManager.from_queryset(PostQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["title__sort", "title"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                Fold("title"),
                "starts_on",
                name="partnership_post_once",
                nulls_distinct=False,
                violation_error_message="There is a post of this title from the same day.",
            ),
            models.CheckConstraint(
                condition=models.Q(fte=None) | models.Q(fte__gte=0),
                name="partnership_post_fte_not_negative",
                violation_error_message="The full-time equivalent is less than nothing.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.url_of("partnership:post", self.pk)


class RoleHolderQuerySet(DatedQuerySet):
    def for_list_page(self):
        found = self.select_related("agency", "delegated_from__agency")
        return found.annotate(title_sort=SortKey("title"))

    def with_names(self):
        """Loads what `Agency.name_on` needs."""
        return self.prefetch_related("agency__former_names", "agency__follows")

    def without_successor(self):
        """Holders after whom nobody goes on with the same role for the same agency."""
        same = {name: models.OuterRef(name) for name in ("role", "agency")}
        later = self.model.objects.filter(**same).exclude(pk=models.OuterRef("pk"))
        return self.exclude(models.Exists(later.filter(Q(ends_on=None) | Q(ends_on__gt=models.OuterRef("ends_on")))))

    def of_agencies_on(self, day):
        """Holders for no agency, or for one that there is on a day: what an ended one had goes to its successor."""
        return self.filter(Q(agency=None) | in_force(day, "agency__"))

    def delegated_by(self, holder):
        return self.filter(delegated_from=holder).order_by("title__sort", "title")

    def for_choosing(self):
        """Role holders by role and title; those that have not ended come first."""
        return self.select_related("agency").order_by(models.F("ends_on").desc(nulls_first=True), "role", "title__sort")

    def of_role(self, role, agencies):
        """Everybody who has held a role for one of these agencies, or for none, the latest first."""
        theirs = Q(agency__in=agencies) if agencies else Q(agency=None)
        latest = models.F("starts_on").desc(nulls_last=True)
        return self.filter(theirs, role=role).select_related("agency").order_by(latest, "title__sort")


@tracked
class RoleHolder(DatedModel):
    """Who holds a role in the partnership, by their title at work, and from whom it was delegated."""

    class Role(models.TextChoices):
        LEAD_PARTNER = "lead_partner", "Lead safeguarding partner"
        DELEGATED_PARTNER = "delegated_partner", "Delegated safeguarding partner"
        CHAIR = "independent_chair", "Independent chair"
        SCRUTINEER = "scrutineer", "Independent scrutineer"
        PARTNERSHIP_CHAIR = "partnership_chair", "Partnership chair"
        LEAD_MEMBER = "lead_member", "Lead member"
        LAY_MEMBER = "lay_member", "Lay member"
        DESIGNATED = "designated", "Designated professional"
        MANAGER = "manager", "Business manager"
        YOUNG_COMMISSIONER = "young_commissioner", "Young people's commissioner"

    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(
        "partnership.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="role_holders"
    )
    delegated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegated_to"
    )
    note = models.TextField(blank=True)

    objects = ScopedManager.from_queryset(RoleHolderQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["role", "title__sort", "title"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "role",
                Fold("title"),
                "agency",
                "starts_on",
                name="partnership_roleholder_once",
                nulls_distinct=False,
                violation_error_message="This holder of the role is on record already, from the same day.",
            ),
            models.CheckConstraint(
                condition=models.Q(delegated_from=None) | ~models.Q(delegated_from=models.F("id")),
                name="partnership_roleholder_not_from_itself",
                violation_error_message="A role cannot be delegated from itself.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.title}"

    def get_absolute_url(self):
        return self.url_of("partnership:role_holder", self.pk)

    @property
    def rank(self) -> int:
        """Where the role stands among the roles; lead partners come first."""
        return list(self.Role).index(self.role)
