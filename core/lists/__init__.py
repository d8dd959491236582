"""List pages: tables, the filters above them, saved views, and the list as a file.
Forms and fields are in `core.forms`; files that are not lists in `core.files`.
"""

from core.lists.pages import PER_PAGE, cut, list_page, listed, to

__all__ = ["PER_PAGE", "cut", "list_page", "listed", "to"]
