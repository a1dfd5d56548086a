"""Steps that failed or were put off, on their way to another version: what they are about has other keys there, or is not there."""

from bpmn.engine.closing import close_wait
from bpmn.engine.migration.translation import Translation
from bpmn.engine.state import State
from bpmn.engine.turn import Turn
from bpmn.json_types import Json


def carry_incidents(turn: Turn, translation: Translation) -> None:
    """Give the failed steps their new keys; an incident about what is not waited for any more is closed."""
    for incident in list(turn.state.incidents.values()):
        there, incident.argument = _moved(turn.state, translation, incident.step, incident.argument)
        if not there:
            close_wait(turn, turn.state.activations[incident.host], incident.id)


def carry_steps(state: State, translation: Translation) -> None:
    """Do the same with the steps that a suspended case has still to do."""
    steps, state.put_off = state.put_off, []
    for step, host, argument in steps:
        there, moved = _moved(state, translation, step, argument)
        if there:
            state.put_off.append((step, host, moved))


def _moved(state: State, translation: Translation, step: str, argument: Json) -> tuple[bool, Json]:
    """Give the step's argument with the new keys, and say whether what it is about is still there."""
    match step, argument:
        case (("watch" | "condition_met"), str(wait_id)):
            return wait_id in state.conditions, argument
        case "clock_step", str(sla_id):
            return sla_id in state.slas, argument
        case "gather_again", str(key):
            return bool(translation.key(key)), translation.key(key)
        case "set_again", {"target": str(key)}:
            assert isinstance(argument, dict)
            return bool(translation.key(key)), {**argument, "target": translation.key(key)}
        case "wait_for", list(keys):
            moved: list[Json] = [each for each in map(translation.key, map(str, keys)) if each]
            return bool(moved), moved
        case (("open_around" | "fill_around"), list(trees)):
            return True, [_moved_tree(translation, tree) for tree in trees]
    return True, argument


def _moved_tree(translation: Translation, tree: Json) -> Json:
    """Name by their new keys what an operator has begun and the engine has still to open."""
    assert isinstance(tree, dict)
    assert isinstance(tree["inside"], list)
    inside: list[Json] = [_moved_tree(translation, each) for each in tree["inside"]]
    return {**tree, "key": translation.key(str(tree["key"])), "inside": inside}


def begun_inside(state: State) -> list[str]:
    """List the elements that an operator has begun inside of scopes and the engine has still to open."""
    steps = [(incident.step, incident.argument) for incident in state.incidents.values()]
    steps += [(step, argument) for step, _, argument in state.put_off]
    return [
        key
        for step, argument in steps
        if step in {"open_around", "fill_around"} and isinstance(argument, list)
        for tree in argument
        for key in _keys(tree)
    ]


def _keys(tree: Json) -> list[str]:
    assert isinstance(tree, dict)
    assert isinstance(tree["inside"], list)
    return [str(tree["key"]), *(key for each in tree["inside"] for key in _keys(each))]
