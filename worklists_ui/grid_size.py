"""The height of a grid: as many rows as there are, up to a number; more are reached by scrolling in it."""

ROW_HEIGHT = 36
"""Pixels of a row, and of the grid's head with its frame."""


def height(rows: int, most: int) -> int:
    """Give the pixels of a grid that shows these rows, at most ``most`` at once."""
    return ROW_HEIGHT * (min(rows, most) + 1)
