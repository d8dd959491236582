"""What a view asks of the person who opens it, said beside it and kept for the tests."""

from functools import wraps


def requires(permission=None, /, **by_method):
    """Refuses whoever lacks the permission with `PermissionDenied`, before the view runs.

    `@requires(Permission.KEEP_RECORDS)`, or by method: `@requires(GET=Permission.VIEW_RECORDS, POST=…)`; HEAD asks what
    GET does. Stands innermost but for `lately_confirmed`, below the decorators that say which methods are allowed. What
    hangs on the record itself is asked in the view.
    """

    def decorate(view):
        @wraps(view)
        def page(request, *args, **kwargs):
            method = "GET" if request.method == "HEAD" else request.method
            request.member.check(by_method.get(method, permission))
            return view(request, *args, **kwargs)

        page.requires = by_method or permission
        return page

    return decorate
