"""Months as people write them."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORTEST = 3


def month_number(text: str) -> int | None:
    """7 for "7", "07", "July", "jul" and "JULY"; None for what is no month, however it begins."""
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text) if 1 <= int(text) <= len(MONTHS) else None
    name = text.lower()
    named = [month.startswith(name) for month in MONTHS]
    return named.index(True) + 1 if len(name) >= SHORTEST and any(named) else None
