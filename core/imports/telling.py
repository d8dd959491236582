from core.imports.columns import void_columns


class Telling:
    """How a kind's records are told in a file or on a page; the half of a resource that only reads."""

    def remember(self, rows) -> None:
        """Load what the columns need to tell the values of these rows, which may be of the history."""

    def export_queryset(self):
        return self.model.objects.all()

    def export_resource(self, instance, selected_fields=None, **kwargs):
        return [column.export(instance) for column in self.columns]

    def gone(self, instance) -> tuple[tuple[str, str, str], ...]:
        """What goes with a record that is taken back: heading, what it says, and nothing."""
        told = [*self.key_columns, *void_columns(self.model)]
        others = [column for column in self.columns if column.heading not in {one.heading for one in told}]
        return tuple((column.heading, text, "") for column in others if (text := column.export(instance)))

    def hidden(self, instances) -> dict:
        """For readers who do not keep these records: what stands in cells of counts that may identify somebody, by
        the record's key and the heading. Kinds that count people say it themselves."""
        return {}
