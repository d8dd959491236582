"""How much text is set within a request."""

import re

# Thirty pages: more than a section is ever meant to be, and little enough to lay out at once.
LONGEST = 100_000
# The parser looks at each of these again for what it may belong to. Thirty pages of prose have some two thousand.
SIGNS, MOST_SIGNS = re.compile(r"[\"'\[\]]"), 10_000


def too_much(text: str) -> str:
    """Why a text is not set, in a sentence; nothing where it is."""
    if len(text) > LONGEST:
        return f"The text has {len(text):,} characters. At most {LONGEST:,} can be set as one section."
    if (found := sum(1 for _ in SIGNS.finditer(text))) > MOST_SIGNS:
        return f"The text has {found:,} quotation marks and square brackets. At most {MOST_SIGNS:,} can be set."
    return ""
