from collections import defaultdict
from contextlib import suppress
from functools import cached_property, lru_cache
from types import SimpleNamespace

from accounts.models import User
from core.db.tenancy import current_scope
from core.files import safe_cells
from core.formatting.units import is_known
from core.imports.columns import Column
from core.imports.records import Records
from core.imports.values import Number, Text
from core.submissions.questions import ConfirmedModel
from indicators import questions
from indicators.bounds import check_number, check_period, check_sign
from indicators.models.people import is_answered
from indicators.services.people import say, void_said_by

ALL_PARTS = "where the parts are all there are: they are then added up, and shares make 100%"
PUBLISHED = "where its owner has published the figure: a small number is then not hidden"


def grouped_by_column():
    return Column("Grouped by", "grouped_by", Text("sex"), may_lack=True)


class FigureRecords(Records):
    """Records of a period and a unit; a row that no figure can be is refused."""

    check_period = staticmethod(check_period)

    def check(self, instance):
        super().check(instance)
        self.ask("Period", self._check_period, instance.period)
        self.check_signs(instance.unit)

    def check_signs(self, unit: str) -> None:
        """A sign that stands by a number is that of the row's unit."""
        cells = self.sheet.rows[self.index]
        for column in self.number_columns:
            place = self.letters[column.heading]
            if place < len(cells) and cells[place]:
                self.ask(column.heading, check_sign, cells[place], unit)

    @cached_property
    def number_columns(self) -> list[Column]:
        return [column for column in self.columns if isinstance(column.widget, Number)]

    @cached_property
    def _check_period(self):
        """Once for each of the file's periods that is right."""
        return lru_cache(self.check_period)

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        if issubclass(self.model, ConfirmedModel) and not self.may_empty:
            self._know(dataset)

    def find_existing(self, dataset):
        super().find_existing(dataset)
        if self.lacks("grouped_by"):
            self._find_whatever_groups_them(self.key_columns.index(self.fields["grouped_by"]))

    def lacks(self, name: str) -> bool:
        """Whether the file has not the column of that name, as it may."""
        column = self.fields.get(name)
        return column is not None and self.letters[column.heading] >= len(self.sheet.headings)

    def _find_whatever_groups_them(self, place: int) -> None:
        """For a file from before breakdowns had names: the record that is the only one of its other keys."""
        found = defaultdict(list)
        for key, records in self.existing.items():
            found[_without(key, place)] += records
        for key in self.keys:
            if key is not None and key not in self.existing and len(only := found[_without(key, place)]) == 1:
                self.existing[key] = only

    @cached_property
    def known(self) -> questions.Known:
        return questions.Known(self.model)

    def _know(self, dataset) -> None:
        """Sums are asked about as they are once the whole file is in, of whichever row comes first."""
        blank = self.model(pk=None, partnership=self.partnership)
        for key, row in zip(self.keys, dataset.by_heading(), strict=True):
            if key is not None:
                on_record = self.existing.get(key)
                self.known.add(self.as_written(on_record[0] if on_record else blank, row))

    def as_written(self, record, row) -> SimpleNamespace:
        """What sums ask of the record as the row's cells make it, but for cells that are refused when the row's turn
        comes."""
        written = SimpleNamespace(**{name: getattr(record, name) for name in questions.names(self.model)})
        for column in self.summed_columns:
            if text := safe_cells.own_text(row[column.heading]):
                with suppress(ValueError):
                    column.put(written, column.read(text))
        return written

    @cached_property
    def summed_columns(self) -> list[Column]:
        names = questions.names(self.model)
        return [column for column in self.columns if column.attribute in names]

    def questions(self, instance):
        if not isinstance(instance, ConfirmedModel):
            return []
        return [*questions.about(instance, self.known), *self._about_its_unit(instance)]

    def _about_its_unit(self, instance) -> list:
        """Asked once for a series of the file; nobody else can know what a word counts."""
        if is_known(instance.unit) or not instance._state.adding:
            return []
        if instance.series in self.taken_for_people or is_answered(instance.series):
            return []
        self.taken_for_people.add(instance.series)
        return [questions.whether_people(instance)]

    @cached_property
    def taken_for_people(self) -> set:
        """Series in a unit that the list lacks, which whoever confirms the file says are of people."""
        return set()

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        by = User.objects.filter(pk=current_scope().user_id).first() if self.writes else None
        if self.writes and self.undoes:
            void_said_by(batch=self.undoes, by=by)
        elif self.writes and self.because:
            for series in sorted(self.taken_for_people, key=str):
                say(partnership=self.partnership, series=series, counts_people=True, reason=self.because, by=by)

    def check_category(self, instance) -> None:
        """Refuses a row of no category that says by what it is grouped."""
        if instance.grouped_by and not getattr(instance, instance.category_in):
            self.refuse("Grouped by", "only a category can be grouped by something, and this row has none")

    def check_numbers(self, numbers: dict, unit: str, **facts) -> None:
        """`numbers` by the headings of their columns."""
        for heading, number in numbers.items():
            if number is not None:
                self.ask(heading, check_number, number, unit, **facts)


def _without(key: tuple, place: int) -> tuple:
    return key[:place] + key[place + 1 :]
