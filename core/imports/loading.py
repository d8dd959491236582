from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result, RowResult


class KeyedLoader(BaseInstanceLoader):
    """Finds a row's record by its key among the ones that `Records.before_import` has read."""

    def get_instance(self, row):
        return self.resource.found()


class QuietResult(RowResult):
    """A row's result that does not name its record: that would ask the database once a row."""

    def add_instance_info(self, instance):
        pass


class ShortResult(Result):
    """The result of a file that forgets the rows with which nothing went wrong: the previews say what they do."""

    def append_row_result(self, row_result):
        if row_result.errors:
            super().append_row_result(row_result)


class Rows:
    """The rows of a sheet in the order of a kind's columns, made one at a time. The library asks no more of a dataset
    than this, and a copy of the file would take as much memory again."""

    def __init__(self, sheet, headers, positions):
        self.sheet, self.headers, self.positions = sheet, headers, positions

    def __len__(self):
        return len(self.sheet.rows)

    def __iter__(self):
        for row in self.sheet.rows:
            yield [row[place] if place < len(row) else "" for place in self.positions]

    def by_heading(self):
        return (dict(zip(self.headers, row, strict=True)) for row in self)
