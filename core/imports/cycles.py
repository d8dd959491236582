def in_circles(above: dict) -> set:
    """The keys from which the way up (key to the one above, or None) leads back to themselves."""
    found, done = set(), set()
    for start in above:
        way, here = {}, start
        while here is not None and here not in way and here not in done:
            way[here] = len(way)
            here = above.get(here)
        if here in way:
            found |= {key for key, place in way.items() if place >= way[here]}
        # Not `|=`: with the keys of a dict that makes a new set of all of them each time.
        done.update(way)
    return found
