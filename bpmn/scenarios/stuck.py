"""The end of a scenario that cannot go on."""


class Stuck(Exception):  # noqa: N818 - a step of a scenario that cannot be done; the message says why
    """The scenario cannot go on."""
