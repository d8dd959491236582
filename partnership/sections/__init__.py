"""What reports can take from a partnership's records. Importing this registers the sources."""

from partnership.sections import agencies, choosing, contacts, money, people, structure

__all__ = ["agencies", "choosing", "contacts", "money", "people", "structure"]
