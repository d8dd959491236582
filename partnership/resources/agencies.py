from itertools import takewhile

from django.db.models import Q

from core.formatting.folding import fold
from core.imports.columns import Column, ListColumn
from core.imports.records import Records
from core.imports.references import Reference
from core.imports.values import Choice, Day, Text
from core.models import Organisation
from partnership.models import Agency, FormerName, Succession
from partnership.resources.directories import agencies


class OrganisationColumn(Column):
    """The organisation by its public name, which is shared by all partnerships; a new name is a new organisation."""

    def current(self, instance):
        return self.resource.organisations.get(instance.organisation_id, "")

    def put(self, instance, value):
        instance.organisation_id = self.resource.organisation_ids.get(fold(value))

    def bind(self, resource):
        self.resource = resource
        self.widget.longest = Organisation._meta.get_field("name").max_length


class AgencyRecords(Records):
    own_name = "name"
    own_directory = staticmethod(agencies)
    trees = ("represented_by",)

    name = Column("Agency", "name", Text("Durham Constabulary"), required=True)
    short_name = Column("Short name", "short_name", Text())
    organisation = OrganisationColumn("Organisation", "organisation_id", Text("Durham Constabulary"))
    kind = Column("Kind", "kind", Choice(Agency.Kind))
    sector = Column("Sector group", "sector", Text("Police"))
    attendance = Column("Attendance", "attendance", Choice(Agency.Attendance))
    represented_by = Column("Represented by", "represented_by_id", Reference(agencies, shape="The name of an agency"))
    follows = ListColumn(
        "Follows",
        Reference(agencies, shape="Names of agencies that this one took over from, parted by semicolons"),
        through=Succession,
        owner="successor_id",
        other="predecessor_id",
    )
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))
    note = Column("Note", "note", Text(is_line=False))

    class Meta(Records.Meta):
        model = Agency
        import_id_fields = ("name",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._organisations = None

    @property
    def organisations(self):
        """Public names by id, of the organisations of the agencies that there are."""
        if self._organisations is None:
            self._load_organisations()
        return self._organisations

    def before_import(self, dataset, **kwargs):
        self._load_organisations(self._names(dataset))
        super().before_import(dataset, **kwargs)

    def _names(self, dataset):
        """The organisations that the file names; an agency that names none has one of its own name."""
        rows = dataset.by_heading()
        return {" ".join((row["Organisation"] or row["Agency"]).split()) for row in rows} - {""}

    def _load_organisations(self, names=()):
        longest = Organisation._meta.get_field("name").max_length
        wanted = {fold(name): name for name in names if len(name) <= longest}
        used = Agency.objects.values("organisation_id")
        found = Organisation.objects.filter(Q(name__fold__in=wanted) | Q(pk__in=used))
        found = dict(found.values_list("pk", "name"))
        known = set(map(fold, found.values()))
        missing = [Organisation(name=name) for folded, name in wanted.items() if folded not in known]
        if missing and self.writes:
            Organisation.objects.bulk_create(missing, batch_size=1000, ignore_conflicts=True)
            added = Organisation.objects.filter(name__fold__in=[fold(organisation.name) for organisation in missing])
            found |= dict(added.values_list("pk", "name"))
        self._organisations = found
        self.organisation_ids = {fold(name): pk for pk, name in found.items()}

    def remember(self, events):
        ids = {event.organisation_id for event in events}
        self._organisations = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))

    def complete(self, instance, row, is_new):
        if is_new and not row["Organisation"]:
            self.fields["organisation"].put(instance, instance.name)

    def check(self, instance):
        super().check(instance)
        follows = self.fields["follows"]
        own = takewhile(lambda row: row.successor_id == instance.pk, reversed(self.additions))
        if any(row.predecessor_id == instance.pk for row in own):
            self.refuse(follows.heading, "an agency cannot follow itself")


class FormerNameRecords(Records):
    exact_keys = ("agency_id",)

    agency = Column(
        "Agency", "agency_id", Reference(agencies, "Darlington Borough Council", "The name of an agency"), required=True
    )
    name = Column("Former name", "name", Text("Darlington Council"), required=True)
    used_from = Column("Used from", "used_from", Day())
    used_until = Column("Used until", "used_until", Day("2020-03-31"), required=True)

    class Meta(Records.Meta):
        model = FormerName
        import_id_fields = ("agency", "name")

    def check(self, instance):
        super().check(instance)
        if instance.used_from and instance.used_until < instance.used_from:
            self.refuse("Used until", f"{instance.used_until} is before “Used from”, {instance.used_from}")
