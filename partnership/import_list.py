"""The list of imported files: what may be chosen above it, and its columns."""

from accounts.roles import Permission
from core.imports import kind_named, kinds
from core.lists.filters import ChoiceFilter, ContainsFilter, Filters
from core.lists.tables import Column, MomentColumn, NumberColumn, Table
from core.models import ImportBatch


class BatchFilters(Filters):
    records = ChoiceFilter(label="Records", field_name="kind", choices=[], empty_label="All kinds")
    state = ChoiceFilter(label="State", choices=ImportBatch.State.choices, empty_label="All states")
    name = ContainsFilter(label="File name contains", field_name="file_name")

    class Meta(Filters.Meta):
        model = ImportBatch
        fields = ["records", "state", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["records"].extra["choices"] = [(kind.code, kind.name) for kind in kinds()]


def own_page(record, table):
    """For those who may read the rows of the file."""
    may_read = table.request.member.can(Permission.KEEP_RECORDS)
    return record.get_absolute_url() if may_read else None


class BatchTable(Table):
    file_name = Column(verbose_name="File", linkify=own_page)
    records = Column(verbose_name="Records", accessor="kind")
    state = Column(verbose_name="State")
    uploaded_at = MomentColumn(verbose_name="Uploaded")
    uploaded_by = Column(verbose_name="By", accessor="uploaded_by__name", linkify=False)
    confirmed_by = Column(verbose_name="Confirmed by", accessor="confirmed_by__name", linkify=False)
    new = NumberColumn(verbose_name="New")
    changed = NumberColumn(verbose_name="Changed")
    wrong = NumberColumn(verbose_name="Errors")

    caption = "Imported files"
    nouns = ("file", "files")

    class Meta:
        model = ImportBatch
        fields = (
            "file_name",
            "records",
            "state",
            "uploaded_at",
            "uploaded_by",
            "confirmed_by",
            "new",
            "changed",
            "wrong",
        )

    def render_records(self, value):
        return kind_named(value).name

    def render_state(self, record, value):
        return f"{value}, undoes another" if record.undoes_id else value
