from core.lists.pages import PER_PAGE, list_page, listed, to

__all__ = ["PER_PAGE", "list_page", "listed", "to"]
