"""Posts of the business unit."""

from django.db import transaction

from core.records.writing import made, written
from partnership.models import Post


@transaction.atomic
def add(*, by, **values) -> Post:
    return made(Post, **values)


@transaction.atomic
def change(*, post: Post, by, **values) -> Post:
    return written(post, **values)
