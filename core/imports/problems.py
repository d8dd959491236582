class WrongFile(Exception):
    """A file that cannot be read as the table it should be. The text says what and where, fit to show."""
