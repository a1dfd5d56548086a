"""Cases that a case calls."""

from dataclasses import dataclass
from typing import Literal

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class StartChild:
    """Start a case of another process; answer with ChildDone, ChildFailed or ChildEscalated.

    ``binding`` says of which version (Zeebe's bindingType): ``latest``, the one that was deployed together
    with this case (``deployment``), or the latest with ``version_tag``. ``catches`` are the error codes that somebody around the call
    would catch (an empty one: every error), ``depth`` how many cases are above the new one: the child has to
    know both from its start on (`bpmn.engine.Caller`).
    """

    child_id: str
    element_id: str
    process_id: str
    variables: Variables
    binding: Literal["latest", "deployment", "versionTag"] = "latest"
    version_tag: str = ""
    catches: tuple[str, ...] = ()
    depth: int = 1


@dataclass(frozen=True, slots=True)
class CancelChild:
    """The call is gone: cancel the child; whatever it still answers is ignored by the engine.

    With ``compensate`` the child undoes what it has done.
    """

    child_id: str
    compensate: bool = False
