"""Files that go in and out: kept documents, downloads, and spreadsheets that are safe to open.
Reading uploaded records is in `core.imports`; editions are made in `core.reports`.
"""
