"""Why a command is not obeyed, and who gave it: what all kinds of `Operate` share."""

from dataclasses import dataclass, field

from carelane.domain.wire import Cause, JsonObject, Operate


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command is not obeyed: a code of `carelane.domain.errors`, empty if it is."""

    code: str = ""
    details: JsonObject = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.code)


def cause_of(command: Operate) -> Cause:
    """Name the operator, what he did and why."""
    return Cause("operator", command.by, operation=command.kind, reason=command.reason)
