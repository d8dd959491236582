from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult


class KeyedLoader(BaseInstanceLoader):
    """Finds a row's record by its key among the ones that `Records.before_import` has read."""

    def get_instance(self, row):
        return self.resource.found()


class QuietResult(RowResult):
    """A row's result that does not name its record: that would ask the database once a row."""

    def add_instance_info(self, instance):
        pass
