from core.imports.columns import Column, ListColumn
from core.imports.records import Records
from core.imports.references import Reference
from core.imports.returning import ReturningRecords
from core.imports.values import Choice, Day, Text, Whole, YesNo
from partnership.models import Group, GroupAlias, GroupChair, GroupLink, GroupMember
from partnership.resources.directories import agencies, groups, joint_bodies

DECIDES = "where the group takes decisions: the structure shows that"


class GroupRecords(Records):
    own_name = "name"
    own_directory = staticmethod(groups)
    trees = ("parent",)

    name = Column("Group", "name", Text("Executive Group"), required=True)
    short_name = Column("Short name", "short_name", Text())
    kind = Column("Kind", "kind", Choice(Group.Kind, "Sub-group"))
    is_decision_making = Column("Decision making", "is_decision_making", YesNo(DECIDES))
    parent = Column("Reports to", "parent_id", Reference(groups, shape="The name of a group"))
    joint_body = Column(
        "Joint body",
        "joint_body_id",
        Reference(joint_bodies, shape="The short address of the joint body, if this row only points at it"),
    )
    chair_rotation = Column("Chair rotation", "chair_rotation", Text("Every year"))
    meetings_a_year = Column("Meetings a year", "meetings_a_year", Whole("6", most=366))
    terms_reviewed_on = Column("Terms of reference reviewed", "terms_reviewed_on", Day("2019-06-30"))
    terms_due_on = Column("Terms of reference due", "terms_due_on", Day("2020-06-30"))
    purpose = Column("Purpose", "purpose", Text(is_line=False))
    aliases = ListColumn("Other names", Text(), through=GroupAlias, owner="group_id", other="name")
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))

    class Meta(Records.Meta):
        model = Group
        import_id_fields = ("name",)


class ChairRecords(Records):
    exact_keys = ("group_id",)

    group = Column("Group", "group_id", Reference(groups, "Executive Group", "The name of a group"), required=True)
    title = Column("Chair", "title", Text("Independent Chair"), required=True)
    agency = Column("Agency", "agency_id", Reference(agencies, shape="The name of an agency"))
    starts_on = Column("From", "starts_on", Day())
    ends_on = Column("Until", "ends_on", Day(""))

    class Meta(Records.Meta):
        model = GroupChair
        import_id_fields = ("group", "title", "starts_on")


class MemberRecords(ReturningRecords):
    exact_keys = ("group_id",)

    group = Column("Group", "group_id", Reference(groups, "Executive Group", "The name of a group"), required=True)
    agency = Column(
        "Agency", "agency_id", Reference(agencies, "Durham Constabulary", "The name of an agency"), required=True
    )
    capacity = Column("Member as", "capacity", Text("Safeguarding partner"))
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))

    class Meta(ReturningRecords.Meta):
        model = GroupMember
        import_id_fields = ("group", "agency", "capacity")


class Other(Reference):
    """A group here, or else the public name of a board elsewhere."""

    def clean(self, value, row=None, **kwargs):
        name = " ".join(value.split())
        if len(name) > 300:
            raise ValueError(f"this name has {len(name)} characters; at most 300 fit")
        return self.directory().get(name) or name

    def render(self, value, obj=None, **kwargs):
        return value if isinstance(value, str) else super().render(value)


class OtherColumn(Column):
    def current(self, instance):
        return instance.to_group_id or instance.to_board

    def put(self, instance, value):
        is_board = isinstance(value, str)
        instance.to_group_id, instance.to_board = (None, value) if is_board else (value, "")

    def fields(self):
        return ["to_group", "to_board"]

    def bind(self, resource):
        self.widget.directory = lambda: resource.directory(groups)


class LinkRecords(ReturningRecords):
    exact_keys = ("group_id",)

    group = Column("Group", "group_id", Reference(groups, "Executive Group", "The name of a group"), required=True)
    other = OtherColumn(
        "Works with",
        "other",
        Other(groups, "Health and Wellbeing Board", "A group here, or the public name of another board"),
        required=True,
    )
    relationship = Column("Relationship", "relationship", Choice(GroupLink.Relationship))
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))

    class Meta(ReturningRecords.Meta):
        model = GroupLink
        import_id_fields = ("group", "other")

    def check(self, instance):
        super().check(instance)
        if instance.to_group_id == instance.group_id:
            self.refuse("Works with", "a group cannot work with itself")
