class Telling:
    """How a kind's records are told in a file or on a page; the half of a resource that only reads."""

    def remember(self, rows) -> None:
        """Load what the columns need to tell the values of these rows, which may be of the history."""

    def export_queryset(self):
        return self.model.objects.all()

    def export_resource(self, instance, selected_fields=None, **kwargs):
        return [column.export(instance) for column in self.columns]

    def hidden(self, instances) -> dict:
        """For readers who do not keep these records: what stands in cells of counts that may identify somebody, by
        the record's key and the heading. Kinds that count people say it themselves."""
        return {}
