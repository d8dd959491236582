from core.imports.columns import Column
from core.imports.references import Reference
from core.imports.returning import ReturningRecords
from core.imports.values import Choice, Day, Share, Text, YesNo
from partnership.models import Post, RoleHolder
from partnership.resources.directories import agencies, holder_names, role_holders

RECOMMENDED = (
    "for a post that is recommended and not agreed: the list of posts and the report show it as recommended, and leave "
    "it out of their totals"
)


class PostRecords(ReturningRecords):
    """Posts are known by their title; where several had the same one, by the day they start on as well."""

    title = Column("Post", "title", Text("Business Manager"), required=True)
    fte = Column("FTE", "fte", Share("0.8", most=99))
    funded_by = Column("Funded by", "funded_by_id", Reference(agencies, shape="The name of an agency"))
    state = Column("State", "state", Choice(Post.State))
    seconded_from = Column("Seconded from", "seconded_from_id", Reference(agencies, shape="The name of an agency"))
    is_recommended = Column("Recommended", "is_recommended", YesNo(RECOMMENDED))
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))
    note = Column("Note", "note", Text(is_line=False))

    class Meta(ReturningRecords.Meta):
        model = Post
        import_id_fields = ("title",)


class RoleHolderRecords(ReturningRecords):
    own_name = "title"
    own_directory = staticmethod(role_holders)
    trees = ("delegated_from",)

    role = Column("Role", "role", Choice(RoleHolder.Role), required=True)
    title = Column("Title", "title", Text("Chief Executive"), required=True)
    agency = Column("Agency", "agency_id", Reference(agencies, shape="The name of an agency"))
    delegated_from = Column(
        "Delegated from",
        "delegated_from_id",
        Reference(role_holders, shape="“Role: Title” of the holder that it comes from, with “(Agency)” if two hold it"),
    )
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))
    note = Column("Note", "note", Text(is_line=False))

    class Meta(ReturningRecords.Meta):
        model = RoleHolder
        import_id_fields = ("role", "title", "agency")

    def names_of(self, key, name):
        role, _, agency, *_ = key
        return holder_names(role, name, self.directory(agencies).name(agency) if agency else "")
