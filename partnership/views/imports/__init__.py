from partnership.views.imports.batches import confirm, drop, history, preview, progress
from partnership.views.imports.files import export, export_progress, template
from partnership.views.imports.kinds import kind_page, records
from partnership.views.imports.undo import undo_import

__all__ = [
    "confirm",
    "drop",
    "export",
    "export_progress",
    "history",
    "kind_page",
    "preview",
    "progress",
    "records",
    "template",
    "undo_import",
]
