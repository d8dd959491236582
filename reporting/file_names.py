"""What the files of an edition are called, so that whoever has saved several knows which is which."""

ENDINGS = {"html": ".html", "pdf": ".pdf", "tables": "-tables.zip"}


def file_names(slug: str, year: str, number: int | None = None, *, is_draft: bool = False) -> dict[str, str]:
    """The name of each file, by its field of an edition: whose it is, its year, its edition, and that it is a draft."""
    edition = [f"edition-{number}"] if number else []
    stem = "-".join([slug, year, *edition, *(["draft"] if is_draft else [])])
    return {field: f"{stem}{ending}" for field, ending in ENDINGS.items()}
