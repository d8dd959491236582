from django.utils.html import format_html

from core.lists.tables import Column, MomentColumn, NumberColumn, Table, WhenColumn
from core.models import AccessEntry
from partnership.models import Agency, Contact, Group, Post, RoleHolder


class LookingBack(Table):
    """A list as at a day: agencies stand under the names of that day."""

    def __init__(self, *args, day=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day

    def named(self, agency) -> str:
        return agency.name_on(self.day) if self.day else agency.name


class AgencyTable(LookingBack):
    name = Column(verbose_name="Agency", linkify=True, order_by="name_sort")
    kind = Column(verbose_name="Kind")
    sector = Column(verbose_name="Sector group", order_by="sector__sort")
    attendance = Column(verbose_name="Attendance")
    when = WhenColumn()

    caption = "Agencies"
    lead = (
        "The statutory partners, the relevant agencies that the partnership has named, and those that only give money."
    )
    export_kind = "agencies"

    class Meta:
        model = Agency
        fields = ("name", "kind", "sector", "attendance", "when")

    def render_name(self, record):
        return self.named(record)


class ContactTable(LookingBack):
    agency = Column(verbose_name="Agency", linkify=True, order_by=("agency__name_sort", "purpose__sort"))
    purpose = Column(verbose_name="For what", linkify=True, order_by="purpose__sort")
    telephone = Column(verbose_name="Telephone", attrs={"td": {"class": "p-nowrap"}})
    email = Column(verbose_name="Email")
    hours = Column(verbose_name="Open", orderable=False)
    is_public = Column(verbose_name="Public")
    when = WhenColumn()

    caption = "Contacts"
    lead = "How to reach the agencies: their offices, teams and shared mailboxes."
    export_kind = "contacts"

    class Meta:
        model = Contact
        fields = ("agency", "purpose", "telephone", "email", "hours", "is_public", "when")

    def render_agency(self, value):
        return self.named(value)

    def render_telephone(self, record, value):
        return format_html('<a class="govuk-link" href="{}">{}</a>', record.dialled, value)

    def value_telephone(self, value):
        return value

    def render_is_public(self, value):
        return "Yes" if value else "No"


class PostTable(LookingBack):
    title = Column(verbose_name="Post", linkify=True, order_by="title__sort")
    fte = NumberColumn(verbose_name="FTE")
    state = Column(verbose_name="State")
    funded_by = Column(verbose_name="Funded by", linkify=False, order_by="funded_by__name_sort")
    seconded_from = Column(verbose_name="Seconded from", linkify=False, order_by="seconded_from__name_sort")
    when = WhenColumn()
    note = Column(verbose_name="Note", orderable=False)

    caption = "Posts of the business unit"
    export_kind = "posts"

    class Meta:
        model = Post
        fields = ("title", "fte", "state", "funded_by", "seconded_from", "when", "note")

    def render_funded_by(self, value):
        return self.named(value)

    def render_seconded_from(self, value):
        return self.named(value)

    def render_state(self, record, value):
        return f"{value}, recommended" if record.is_recommended else value

    def render_fte(self, value):
        return f"{value.normalize():f}"


class RoleHolderTable(LookingBack):
    title = Column(verbose_name="Title", linkify=True, order_by="title_sort")
    role = Column(verbose_name="Role", order_by=("rank", "title_sort"))
    agency = Column(verbose_name="Agency", linkify=False, order_by="agency__name_sort")
    delegated_from = Column(verbose_name="Delegated from", accessor="delegated_from__title")
    when = WhenColumn()
    note = Column(verbose_name="Note", orderable=False)

    caption = "Role holders"
    export_kind = "role-holders"

    class Meta:
        model = RoleHolder
        fields = ("title", "role", "agency", "delegated_from", "when", "note")

    def render_agency(self, value):
        return self.named(value)


class GroupTable(LookingBack):
    name = Column(verbose_name="Group", linkify=True, order_by="name_sort")
    kind = Column(verbose_name="Kind", accessor="get_kind_display", order_by="kind")
    parent = Column(verbose_name="Reports to", linkify=False, order_by="parent__name_sort")
    chairs = Column(verbose_name="Chair", accessor="chairs__all", orderable=False)
    meetings_a_year = NumberColumn(verbose_name="Meetings a year")
    member_count = NumberColumn(verbose_name="Seats")
    when = WhenColumn()

    caption = "Groups"
    export_kind = "groups"

    class Meta:
        model = Group
        fields = ("name", "kind", "parent", "chairs", "meetings_a_year", "member_count", "when")

    def render_chairs(self, value):
        return "; ".join(chair.title for chair in value) or "—"


class AccessTable(Table):
    at = MomentColumn(verbose_name="When")
    user = Column(verbose_name="Who", accessor="user__name", linkify=False, order_by="user__name__sort")
    action = Column(verbose_name="What was done")
    what = Column(verbose_name="Records")
    rows = NumberColumn(verbose_name="Rows")
    outcome = Column(verbose_name="Outcome")

    caption = "Access log"
    tells_of_people = True
    lead = (
        "Who took records out of the portal or read what only few may, when, which and how many, and who was refused. "
        "No page changes or removes a line of it, and a seal shows where somebody did in the database."
    )
    nouns = ("entry", "entries")

    class Meta:
        model = AccessEntry
        fields = ("at", "user", "action", "what", "rows", "outcome")
