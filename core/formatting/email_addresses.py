from core.formatting.folding import UNSEEN


def address_of(text: str) -> str:
    """An e-mail address as it is kept and looked for: in small letters, without signs that nobody sees, which come with
    what is copied from a mail or a page."""
    return UNSEEN.sub("", text).strip().lower()
