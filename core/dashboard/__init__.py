"""A person's way into a partnership: the cards and duties of its home page, the search and the navigation;
and what the operator sees of each partnership.
Apps register what they offer; nothing here knows an app.
"""
