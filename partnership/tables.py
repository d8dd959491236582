from core.lists import to
from core.tables import Column, NumberColumn, Table
from partnership.models import Agency, Group, Post, RoleHolder

WHEN = {"verbose_name": "In force", "order_by": ("starts_on", "ends_on"), "default": "—"}


class AgencyTable(Table):
    name = Column(verbose_name="Agency", linkify=to("partnership:agency"))
    kind = Column(verbose_name="Kind")
    sector = Column(verbose_name="Sector group")
    attendance = Column(verbose_name="Attendance")
    when = Column(**WHEN)

    caption = "Agencies"
    nouns = ("agency", "agencies")

    class Meta:
        model = Agency
        fields = ("name", "kind", "sector", "attendance", "when")


class PostTable(Table):
    title = Column(verbose_name="Post")
    fte = NumberColumn(verbose_name="FTE")
    state = Column(verbose_name="State")
    funded_by = Column(verbose_name="Funded by", linkify=False)
    seconded_from = Column(verbose_name="Seconded from", linkify=False)
    when = Column(**WHEN)
    note = Column(verbose_name="Note", orderable=False)

    caption = "Posts of the business unit"
    nouns = ("post", "posts")

    class Meta:
        model = Post
        fields = ("title", "fte", "state", "funded_by", "seconded_from", "when", "note")

    def render_state(self, record, value):
        return f"{value}, recommended" if record.is_recommended else value

    def render_fte(self, value):
        return f"{value.normalize():f}"


class RoleHolderTable(Table):
    title = Column(verbose_name="Title")
    role = Column(verbose_name="Role", order_by=("rank", "title"))
    agency = Column(verbose_name="Agency", linkify=False)
    delegated_from = Column(verbose_name="Delegated from", accessor="delegated_from__title")
    when = Column(**WHEN)
    note = Column(verbose_name="Note", orderable=False)

    caption = "Role holders"
    nouns = ("role holder", "role holders")

    class Meta:
        model = RoleHolder
        fields = ("title", "role", "agency", "delegated_from", "when", "note")


class GroupTable(Table):
    name = Column(verbose_name="Group", linkify=to("partnership:group"))
    kind = Column(verbose_name="Kind", accessor="get_kind_display", order_by="kind")
    parent = Column(verbose_name="Reports to", linkify=False)
    chairs = Column(verbose_name="Chair", accessor="current_chairs", orderable=False)
    meetings_a_year = NumberColumn(verbose_name="Meetings a year")
    member_count = NumberColumn(verbose_name="Seats")
    when = Column(**WHEN)

    caption = "Groups"
    nouns = ("group", "groups")

    class Meta:
        model = Group
        fields = ("name", "kind", "parent", "chairs", "meetings_a_year", "member_count", "when")

    def render_chairs(self, value):
        return "; ".join(chair.title for chair in value) or "—"
