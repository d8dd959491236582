"""Views that write a person's own rows only, so that every member may post to them."""


def writes_own(view):
    """Marks a view that writes nothing but the person's own rows; it must see to that itself."""
    view.writes_own = True
    return view
