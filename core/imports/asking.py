"""Values that a row does not give itself, and values that are asked about before they are kept."""

from core.imports.reading import cell_name
from core.questions import ConfirmedModel, Question, raised


class Asking:
    """The half of a resource that works out what follows from a row, and asks about what is seldom right.

    `touched` holds the fields that the row at hand changes; `because` is the one reason for all that is asked about.
    """

    def work_out(self, column, instance, value) -> None:
        """Put a value that the row does not give and that follows from it; the preview says so."""
        old = column.current(instance)
        if value != old:
            column.put(instance, value)
            self.preview.add_change(f"{column.heading}, worked out", column.text(old), column.text(value))
            self.touch(column.fields())

    def touch(self, fields) -> None:
        """Note fields that the row at hand changes."""
        self.touched.update(fields)
        self.changed_fields.update(fields)

    def questions(self, instance) -> list[Question]:
        """What is to be asked about a record before it is kept, for records that can keep the answer."""
        return []

    def ask_about(self, instance, is_new) -> None:
        """Ask about what the row changes; an undo puts back what was there before, whatever it was."""
        if self.may_empty or not (is_new or self.touched):
            return
        found = raised(self.questions(instance), changed=None if is_new else self.touched)
        for question in found.open:
            self.preview.add_question(self._cell_of(question.fields[0]), question.text)
        if isinstance(instance, ConfirmedModel):
            before, instance.confirmed = instance.confirmed, found.kept(instance.confirmed, self.because)
            if before != instance.confirmed:
                self.changed_fields.add("confirmed")

    def _cell_of(self, field: str) -> str:
        column = next(column for column in self.columns if field in column.fields())
        return cell_name(self.preview.number, self.letters[column.heading])
