"""What is said of the cells of a row: refused, asked about, or kept otherwise than they are written."""

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import ValidationError

from core.db.headings import HeadingField
from core.formatting.folding import bare, fold
from core.formatting.typography import visible
from core.imports.reading import NAMED, cell_name
from core.imports.values import A_DATE, MADE_A_DATE, Text
from core.reports import fonts
from core.submissions.questions import ConfirmedModel, Question, raised


class Asking:
    """The half of a resource that refuses cells, works out values, and asks about what is seldom right.

    `touched` holds the fields that the row at hand changes; `because` is the one reason for all that is asked about.
    """

    def ask(self, heading: str, check, *values, **facts) -> None:
        """Refuse the cell where `check(*values)` raises `ValidationError`."""
        try:
            check(*values, **facts)
        except ValidationError as error:
            self.refuse(heading, f"{error.message[:1].lower()}{error.message[1:]}")

    def refuse(self, heading: str, text: str) -> None:
        self.preview.add_problem(cell_name(self.preview.number, self.letters[heading]), text)

    def _place_of(self, column) -> str:
        return cell_name(self.preview.number, self.letters[column.heading])

    def mark_of(self, column) -> str:
        """Why the cell says no value of its column, whatever stands in it."""
        if not self.sheet.marks and not self.sheet.dates:
            return ""
        place = self.preview.number, self.letters[column.heading]
        if (is_whole := self.sheet.dates.get(place)) is not None and not column.takes_date(is_whole):
            return A_DATE
        return self.sheet.marks.get(place, "")

    def look_at_text(self, column, text: str) -> None:
        """Remember what is told of texts that are taken as they are. In a file of text nobody can know that 5-Sep was
        5-9 before a spreadsheet took it for a date."""
        if not isinstance(column.widget, Text):
            return
        if MADE_A_DATE.fullmatch(text):
            self.made_dates.append(f"{self._place_of(column)} ({text})")
        if signs := () if text.isascii() else fonts.lacking(visible(text)):
            self.unprintable.append(f"{self._place_of(column)} {fonts.named_all(signs)}")

    def tell_of_texts(self) -> None:
        if self.made_dates:
            self.sheet.notes.append(
                f"A spreadsheet may have changed {_first(self.made_dates)}. If 5-9 or 2011-12 was meant, format the "
                "column as text and type it again."
            )
        if self.unprintable:
            self.sheet.notes.append(
                f"The typeface of reports lacks {_first(self.unprintable)}. Write such signs in words, or a report "
                "that shows them cannot print them."
            )
        if found := self.near_misses:
            more = f" There are {len(found) - NAMED:,} more." if len(found) > NAMED else ""
            self.sheet.notes.append(f"{'. '.join(found[:NAMED])}. Where one is the other, write it alike.{more}")

    def note_alike(self, number: int, text: str, like: str) -> None:
        """Remember that a new name in a row is much like one that is known."""
        if like:
            self.near_misses.append(f"Row {number}: “{text}” is new, and much like “{like}”")

    def spelt(self, column, instance, value):
        """A heading in the spelling that it has on record, or else first in the file; other values as they are."""
        field = self._heading(column) if value else None
        if field is None:
            return value
        group, known, words = field.group_of(instance), self._known(field), self._by_words(field)
        if (*group, field.fold(value)) not in known:
            known[*group, field.fold(value)] = value
            like = words.setdefault((*group, bare(value)), value)
            self.note_alike(self.preview.number, value, like if like != value else "")
        return known[*group, field.fold(value)]

    def show_kept(self, column, text: str, value) -> None:
        """Show in the preview of a new row what is kept, where that is not what stands in the cell."""
        if column.text(value) != text and (kept := column.kept_text(text, value)) != text:
            self.preview.add_change(column.heading, "", kept)

    def _heading(self, column) -> HeadingField | None:
        return self._headings.get(column)

    @cached_property
    def _headings(self) -> dict:
        """The fields of those columns that keep headings."""
        fields = {column: self.model._meta.get_field(name) for column in self.columns for name in column.fields()[:1]}
        return {column: field for column, field in fields.items() if isinstance(field, HeadingField)}

    def folded(self, column, text: str) -> str:
        """What the text has in common with every other way of writing the same."""
        field = self._heading(column)
        return field.fold(text) if field else fold(text)

    def _known(self, field: HeadingField) -> dict:
        """The spelling of each heading on record, read once."""
        if field.name not in self._spellings:
            rows = field.spellings(self.partnership.pk)
            self._spellings[field.name] = {(*group, field.fold(text)): text for *group, text in rows}
        return self._spellings[field.name]

    def _by_words(self, field: HeadingField) -> dict:
        """The same by their words, which are alike where only signs differ."""
        if field.name not in self._heading_words:
            known = self._known(field).items()
            self._heading_words[field.name] = {(*group, bare(text)): text for (*group, _), text in known}
        return self._heading_words[field.name]

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
            told = {"alone": question.limit.alone, "no": question.no}
            self.preview.add_question(self._cell_of(question.fields), question.text, **told)
        if isinstance(instance, ConfirmedModel):
            before, instance.confirmed = instance.confirmed, found.kept(instance.confirmed, self.because)
            if before != instance.confirmed:
                self.changed_fields.add("confirmed")

    def _cell_of(self, fields: Iterable[str]) -> str:
        """The cell of the first of the fields for which the file has a column."""
        columns = (column for field in fields for column in self.columns if field in column.fields())
        place = next(place for column in columns if (place := self.letters[column.heading]) < len(self.sheet.headings))
        return cell_name(self.preview.number, place)


def _first(places: list[str]) -> str:
    more = f" and {len(places) - NAMED:,} more" if len(places) > NAMED else ""
    return f"{', '.join(places[:NAMED])}{more}"
