"""What reports can take from a partnership's records. Importing this registers the sources."""

from partnership.sections import agencies, choosing, money, people, structure

__all__ = ["agencies", "choosing", "money", "people", "structure"]
