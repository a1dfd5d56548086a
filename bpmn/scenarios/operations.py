"""What the outside does to the world of a scenario, one function a step."""

from bpmn.engine import condition_holds
from bpmn.engine.clock_changes import problems_of_extension
from bpmn.engine.events import CancelRequested, IncidentResolved
from bpmn.engine.operator_events import ClockExtended, ResumeRequested, SuspendRequested
from bpmn.engine.turn import Trouble
from bpmn.model import Process
from bpmn.scenarios.beginning import Beginning
from bpmn.scenarios.checks import case_of
from bpmn.scenarios.model import (
    Answers,
    Broadcast,
    Cancel,
    Evaluate,
    Extend,
    Network,
    Resolve,
    Resume,
    Send,
    Start,
    Step,
    Suspend,
    Wait,
)
from bpmn.scenarios.stuck import Stuck
from bpmn.scenarios.world import World
from bpmn.times import parse_duration


def _start(world: World, step: Start) -> None:
    process = world.released.processes.get(step.process)
    if process is None:
        raise Stuck(f"there is no process {step.process!r}")
    known = [*process.timer_starts, *process.conditional_starts]
    if step.event and step.event not in known:
        raise Stuck(f"{process.id} has no timer or conditional start {step.event!r}: {known}")
    how = Beginning(
        institution=step.at,
        key=step.key,
        pools=world.given.pools,
        by=step.by or f"{process.startable_role.partition(',')[0]}@{step.at}",
        name=step.case,
        variables=step.variables,
        event=step.event,
    )
    world.begin(process, how)
    world.settle()


def _evaluate(world: World, step: Evaluate) -> None:
    institution = world.given.institutions.get(step.at)
    if institution is None:
        raise Stuck(f"there is no institution {step.at!r}")
    for process in world.released.processes.values():
        if process.pool_kind not in ("", institution.kind):
            continue
        for key in _holding(world, process, step):
            pools = world.given.pools
            how = Beginning(step.at, step.key, pools, variables=step.values, event=key)
            world.begin(process, how)
    world.settle()


def _holding(world: World, process: Process, step: Evaluate) -> list[str]:
    try:
        return [
            key
            for key in process.conditional_starts
            if condition_holds(process, key, step.values, world.now)
        ]
    except Trouble as trouble:
        raise Stuck(str(trouble)) from trouble


def _resolve(world: World, step: Resolve) -> None:
    case = case_of(world, step.case)
    for incident in case.incidents.values():
        if incident.element_id == step.element:
            event = IncidentResolved(incident.incident_id, step.action, step.values, "operator")
            world.happen(case, event)
            world.settle()
            return
    open_at = [incident.element_id for incident in case.incidents.values()]
    raise Stuck(f"{step.element} has no incident in {case.name}; there are {open_at}")


def _cancel(world: World, step: Cancel) -> None:
    event = CancelRequested(step.reason, "operator", step.compensate)
    world.happen(case_of(world, step.case), event)
    world.settle()


def _extend(world: World, step: Extend) -> None:
    """Give a clock more time; whether it may be refused is what the engine says."""
    case = case_of(world, step.case)
    running = [
        (sla_id, clock)
        for sla_id, clock in case.clocks.items()
        if clock.running and step.clock in (clock.name, clock.element)
    ]
    if not running:
        raise Stuck(f"no clock {step.clock!r} runs in {case.name}")
    sla_id, clock = running[-1]
    try:
        due = parse_duration(step.by).after(clock.due)
    except ValueError:
        raise Stuck(f"{step.by!r} is no duration such as PT2H") from None
    wanted = ClockExtended(sla_id, due, "scenario", "supervisor")
    refused = [each.code for each in problems_of_extension(case.state, wanted)]
    if refused != ([step.refused] if step.refused else []):
        raise Stuck(f"more time for {step.clock}: expected {step.refused or 'yes'}, got {refused}")
    world.happen(case, wanted)
    world.settle()


def _stand(world: World, step: Suspend | Resume) -> None:
    """Let a case stand still or go on; one that does already is a mistake of the scenario."""
    case, suspends = case_of(world, step.case), isinstance(step, Suspend)
    if case.state.suspended is suspends:
        raise Stuck(f"{case.name} is {'suspended already' if suspends else 'not suspended'}")
    event = SuspendRequested if suspends else ResumeRequested
    world.happen(case, event(step.reason, "operator"))
    world.settle()


def _wait(world: World, step: Wait) -> None:
    world.pass_time(step.until or parse_duration(step.duration).after(world.now))


def _send(world: World, step: Send) -> None:
    world.inbox.receive(step.name, step.key, step.to, step.values, world.now)
    world.settle()


def _broadcast(world: World, step: Broadcast) -> None:
    world.broadcasts.receive(step.name, step.values)
    world.settle()


def _network(world: World, step: Network) -> None:
    if step.held:
        world.inbox.held.append(step.name)
        return
    world.inbox.held = [name for name in world.inbox.held if name != step.name]
    world.settle()


def do(world: World, step: Step) -> None:
    """Do a step; raises Stuck where it cannot be done."""
    match step:
        case Start():
            _start(world, step)
        case Evaluate():
            _evaluate(world, step)
        case Wait():
            _wait(world, step)
        case Send():
            _send(world, step)
        case Broadcast():
            _broadcast(world, step)
        case Network():
            _network(world, step)
        case Answers():
            world.answer_jobs(step.jobs)
        case Resolve() | Cancel() | Suspend() | Resume() | Extend():
            _operate(world, step)


def _operate(world: World, step: Resolve | Cancel | Suspend | Resume | Extend) -> None:
    """Do what an operator does."""
    match step:
        case Resolve():
            _resolve(world, step)
        case Cancel():
            _cancel(world, step)
        case Extend():
            _extend(world, step)
        case Suspend() | Resume():
            _stand(world, step)
