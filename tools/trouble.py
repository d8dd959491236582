"""What the set-up says when it cannot go on."""


class Trouble(Exception):
    """One clear sentence and a way out."""

    def __init__(self, fact, way_out):
        super().__init__(f"{fact}: {way_out}.")
