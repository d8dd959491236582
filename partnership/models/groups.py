from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from core.db.effective_dates import DatedModel, DatedQuerySet, in_force
from core.db.names import Fold, listed_with, sort_key_of
from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked


class GroupQuerySet(DatedQuerySet):
    def for_choosing(self):
        """Groups by name; those that have not ended come first."""
        found = self.only("name", "ends_on", "partnership_id").with_other_names()
        return found.order_by(models.F("ends_on").desc(nulls_first=True), "name_sort", "name")

    def with_other_names(self):
        """Each with `other_names`: those under which people know it, and its short one, empty where there is none."""
        aliases = ArraySubquery(GroupAlias.objects.filter(group=models.OuterRef("pk")).order_by().values("name"))
        return self.annotate(other_names=listed_with(aliases, "short_name"))

    def with_terms_due_by(self, day):
        """Groups of the partnership's own whose terms of reference are to be reviewed by a day."""
        return self.filter(terms_due_on__lte=day, joint_body=None).order_by("terms_due_on", "name_sort", "name")

    def for_list_page(self):
        return self.select_related("parent", "joint_body").annotate(member_count=models.Count("members"))

    def for_tree(self):
        """Groups with all that the drawn structure shows."""
        return self.select_related("joint_body").prefetch_related("links__to_group", "chairs__agency", "aliases")

    def for_structure_page(self):
        return self.select_related("joint_body", "parent")

    def with_parts_on(self, day=None):
        """Groups with what the page's tree and its list show of a day, today unless told otherwise: the number of
        seats, the chairs and the relationships of that day; in three queries, or five where it is another day."""
        day = day or timezone.localdate()
        chairs = GroupChair.objects.current(day).select_related("agency")
        if day != timezone.localdate():
            chairs = chairs.prefetch_related("agency__former_names", "agency__follows")
        return self.annotate(member_count=models.Count("members", filter=in_force(day, "members__"))).prefetch_related(
            models.Prefetch("links", GroupLink.objects.current(day).select_related("to_group")),
            models.Prefetch("chairs", chairs),
        )

    def for_detail_page(self):
        return self.select_related("joint_body", "parent").prefetch_related("aliases", "children")


@tracked
class Group(DatedModel):
    """A meeting body of the partnership. One that is jointly owned is a pointer to the joint body that keeps it."""

    class Kind(models.TextChoices):
        STRATEGIC = "strategic", "Strategic"
        EXECUTIVE = "executive", "Executive"
        SUBGROUP = "subgroup", "Sub-group"
        OPERATIONAL = "operational", "Operational"
        TASK_AND_FINISH = "task_and_finish", "Task and finish"
        PANEL = "panel", "Panel"
        FORUM = "forum", "Forum"
        BOARD = "board", "Board"
        BUSINESS_UNIT = "business_unit", "Business unit"

    name = models.CharField("group", max_length=300)
    name_sort = sort_key_of("name")
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SUBGROUP)
    is_decision_making = models.BooleanField("decision making", default=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    joint_body = models.ForeignKey(
        "core.Partnership", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    chair_rotation = models.CharField(max_length=300, blank=True)
    meetings_a_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(366)])
    terms_reviewed_on = models.DateField("terms of reference reviewed", null=True, blank=True)
    terms_due_on = models.DateField("terms of reference due", null=True, blank=True)
    purpose = models.TextField(blank=True)

    objects = ScopedManager.from_queryset(GroupQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["name_sort", "name"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                Fold("name"),
                name="partnership_group_name_once",
                violation_error_message="There is another group of this name.",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="partnership_group_not_its_own_parent",
                violation_error_message="A group cannot report to itself.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.url_of("partnership:group", self.pk)


@tracked
class GroupAlias(TenantModel):
    """Another name that people use for a group, or used to."""

    deletable = True

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["name__sort", "name"]
        constraints = [
            models.UniqueConstraint(
                "partnership",
                "group",
                Fold("name"),
                name="partnership_groupalias_once",
                violation_error_message="The group has this other name already.",
            )
        ]

    def __str__(self):
        return self.name


class GroupChairQuerySet(DatedQuerySet):
    def for_list_page(self):
        """The latest first."""
        return self.select_related("agency").order_by(models.F("starts_on").desc(nulls_last=True), "title__sort")


@tracked
class GroupChair(DatedModel):
    """Who chairs a group, by role title, from one day to another."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="chairs")
    title = models.CharField("chair", max_length=200)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(GroupChairQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["group", "-starts_on"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "group",
                Fold("title"),
                "starts_on",
                name="partnership_groupchair_once",
                nulls_distinct=False,
                violation_error_message="This chair is on record already, from the same day.",
            ),
        ]

    def __str__(self):
        return self.title

    def said_on(self, day=None) -> str:
        """The title with the agency's name, as it is now or was on a day."""
        if self.agency is None:
            return self.title
        return f"{self.title}, {self.agency.name_on(day) if day else self.agency.name}"


class GroupMemberQuerySet(DatedQuerySet):
    def for_list_page(self):
        return self.select_related("agency").order_by("agency__name_sort", "capacity__sort")

    def of_agency(self, agency):
        return self.filter(agency=agency).select_related("group").order_by("group__name_sort", "capacity__sort")


@tracked
class GroupMember(DatedModel):
    """An agency's seat in a group."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="seats")
    capacity = models.CharField("member as", max_length=200, blank=True)

    objects = ScopedManager.from_queryset(GroupMemberQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["group", "agency"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "group",
                "agency",
                Fold("capacity"),
                "starts_on",
                name="partnership_groupmember_once",
                nulls_distinct=False,
                violation_error_message="The agency has this seat already, from the same day.",
            ),
        ]

    def __str__(self):
        return f"{self.agency} in {self.group}"


class GroupLinkQuerySet(DatedQuerySet):
    def touching(self, group):
        """The relationships of a group, whichever side it stands on; those that ended come last."""
        found = self.filter(models.Q(group=group) | models.Q(to_group=group)).select_related("group", "to_group")
        return found.order_by(models.F("ends_on").desc(nulls_first=True), "pk")


@tracked
class GroupLink(DatedModel):
    """A working relationship of a group, with a group here or with a board elsewhere by its public name."""

    class Relationship(models.TextChoices):
        WORKS_WITH = "works_with", "Works with"
        ADVISES = "advises", "Advises"
        HOLDS_TO_ACCOUNT = "holds_to_account", "Holds to account"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="links")
    to_group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_board = models.CharField(max_length=300, blank=True)
    relationship = models.CharField(max_length=20, choices=Relationship, default=Relationship.WORKS_WITH)

    objects = ScopedManager.from_queryset(GroupLinkQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["group", "to_board__sort"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "group",
                "to_group",
                Fold("to_board"),
                "starts_on",
                name="partnership_grouplink_once",
                nulls_distinct=False,
                violation_error_message="This relationship is on record already, from the same day.",
            ),
            models.CheckConstraint(
                condition=models.Q(to_group=None) ^ models.Q(to_board=""),
                name="partnership_grouplink_one_other",
                violation_error_message="Name either a group here or a board elsewhere.",
            ),
            models.CheckConstraint(
                condition=models.Q(to_group=None) | ~models.Q(to_group=models.F("group")),
                name="partnership_grouplink_not_itself",
                violation_error_message="A group cannot work with itself.",
            ),
        ]

    def __str__(self):
        return f"{self.group} {self.get_relationship_display().lower()} {self.other_name}"

    @property
    def other_name(self):
        return self.to_group.name if self.to_group else self.to_board
