"""Cells that name another record."""

from core.imports.values import Value


class Reference(Value):
    """A cell that names another record. `load` makes the directory, which the resource keeps."""

    def __init__(self, load, example="", shape=""):
        super().__init__(example)
        self.load, self.directory = load, None
        self.shape = shape or "The name of a record"

    def clean(self, value, row=None, **kwargs):
        return self.directory().find(value)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else self.directory().name(value)
