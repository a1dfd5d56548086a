"""Failed steps on their way to another version: what they are about has other keys there, or is not there."""

from bpmn.engine.closing import close_wait
from bpmn.engine.migration.translation import Translation
from bpmn.engine.state import State
from bpmn.engine.turn import Turn
from bpmn.engine.waits import Incident
from bpmn.json_types import Json


def carry_incidents(turn: Turn, translation: Translation) -> None:
    """Give the failed steps their new keys; an incident about what is not waited for any more is closed."""
    for incident in list(turn.state.incidents.values()):
        if _is_over(turn.state, incident) or not _move(translation, incident):
            close_wait(turn, turn.state.activations[incident.host], incident.id)


def _is_over(state: State, incident: Incident) -> bool:
    """Say whether the condition or the clock that the step is about was given up."""
    match incident.step:
        case "watch" | "condition_met":
            return str(incident.argument) not in state.conditions
        case "clock_step":
            return str(incident.argument) not in state.slas
    return False


def _move(translation: Translation, incident: Incident) -> bool:
    """Name the step's nodes by their new keys; say whether there are any."""
    match incident.step, incident.argument:
        case "gather_again", str(key):
            incident.argument = translation.key(key)
        case "set_again", {"target": str(key)}:
            assert isinstance(incident.argument, dict)
            incident.argument = {**incident.argument, "target": translation.key(key)}
            return bool(translation.key(key))
        case "wait_for", list(keys):
            moved: list[Json] = [each for each in map(translation.key, map(str, keys)) if each]
            incident.argument = moved
        case _:
            return True
    return bool(incident.argument)
