"""What goes from case to case in a scenario: a message to one that waits, a signal to all that listen."""

from typing import TYPE_CHECKING

from bpmn.engine.effects import MessageNotTaken
from bpmn.engine.events import MessageArrived
from bpmn.model import Process
from bpmn.scenarios.beginning import Beginning
from bpmn.scenarios.case import Case
from bpmn.scenarios.inbox import Message
from bpmn.scenarios.signals import heard_at, started_by

if TYPE_CHECKING:
    from bpmn.scenarios.world import World


def deliver(world: "World") -> bool:
    """Hand over the first message that somebody takes or that begins a case; say whether there was one."""
    return any(_hand_over(world, message) for message in world.inbox.deliverable(world.now))


def broadcast(world: "World") -> bool:
    """Let all other open cases hear the next signal, and begin what it begins."""
    if not world.broadcasts.waiting:
        return False
    thrower, signal = world.broadcasts.waiting.pop(0)
    for case in [each for each in world.cases if each is not thrower]:
        listens = any(wait.name == signal.signal_name for wait in case.state.signals.values())
        if listens and not case.outcome:
            world.happen(case, heard_at(case.institution, signal, thrower))
    key = thrower.key if thrower is not None else signal.signal_name
    for process, at, pools in started_by(signal, thrower, world.released, world.given):
        heard = heard_at(at, signal, thrower)
        world.begin(process, Beginning(at, key, pools), signal=heard)
    return True


def _hand_over(world: "World", message: Message) -> bool:
    for case in world.cases:
        if message.to in ("", case.institution) and _waits(case, message):
            world.inbox.waiting.remove(message)
            effects = world.happen(case, _arrival(message))
            if any(isinstance(effect, MessageNotTaken) for effect in effects):
                world.inbox.waiting.append(message)
                continue
            return True
    return _begin_by(world, message)


def _begin_by(world: "World", message: Message) -> bool:
    institution = world.given.institutions.get(message.to)
    if institution is None:
        return False
    for process in world.released.processes.values():
        if message.name not in process.message_starts:
            continue
        if process.pool_kind not in ("", institution.kind) or _runs(world, process, message):
            continue
        world.inbox.waiting.remove(message)
        sender = next((case for case in world.cases if case.name == message.sender), None)
        pools = sender.pools if sender is not None else world.given.pools
        world.begin(process, Beginning(message.to, message.key, pools), _arrival(message))
        return True
    return False


def _runs(world: "World", process: Process, message: Message) -> bool:
    return any(
        case.process is process
        and case.institution == message.to
        and case.key == message.key
        and not case.outcome
        for case in world.cases
    )


def _waits(case: Case, message: Message) -> bool:
    return not case.outcome and any(
        wait.name == message.name and wait.key == message.key
        for wait in case.state.subscriptions.values()
    )


def _arrival(message: Message) -> MessageArrived:
    return MessageArrived(message.id, message.name, message.key, message.variables)
