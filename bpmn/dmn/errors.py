"""What can go wrong while deciding."""


class DecisionError(Exception):
    """A decision has no lawful result; ``rules`` are the ids of the rules in conflict."""

    def __init__(self, decision_id: str, message: str, rules: tuple[str, ...] = ()) -> None:
        self.decision_id = decision_id
        self.rules = rules
        super().__init__(f"decision {decision_id!r}: {message}")
