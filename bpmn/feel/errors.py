"""What can go wrong with an expression: the three errors of this folder.

While an expression runs, FEEL turns failures into null and the reason into a warning; only a spent
budget and an unusable result leave the evaluator as exceptions.
"""


class FeelError(ValueError):
    """A value cannot be used as asked for."""


class FeelBudgetExceeded(FeelError):  # noqa: N818 - part of the published interface
    """An expression asked for more steps, memory or depth than it may use."""


class FeelSyntaxError(FeelError):
    """A text is not FEEL; ``position`` counts characters from 0 into ``text``."""

    def __init__(self, message: str, position: int, text: str) -> None:
        self.message = message
        self.position = position
        self.text = text
        super().__init__(f"{message} at position {position}")
