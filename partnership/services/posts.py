"""Posts of the business unit."""

from django.db import transaction

from partnership.models import Post
from partnership.services.records import made, written


@transaction.atomic
def add(*, by, **values) -> Post:
    return made(Post, **values)


@transaction.atomic
def change(*, post: Post, by, **values) -> Post:
    return written(post, **values)
