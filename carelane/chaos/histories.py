"""Reads what Temporal's server keeps: all cases, the commands that it accepted, and the turns of a replay."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus, WorkflowHistory

from carelane.adapters.rebuild import replay_all
from carelane.adapters.temporal_client import TemporalOptions, connect
from carelane.chaos.facts import CaseFact, TimerFact
from carelane.domain.wire import Turn

_CASE = "case-"
_OPEN = WorkflowExecutionStatus.RUNNING


@dataclass
class Story:
    """All runs of one case. ``workers`` are (moment, process id) of the workflow tasks that were done."""

    id: str
    closed: bool
    commands: Counter[str] = field(default_factory=Counter)
    workers: list[tuple[float, int]] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)


def read_histories(options: TemporalOptions) -> list[Story]:
    """Read every case that the server knows."""
    return asyncio.run(_read(options))


async def _read(options: TemporalOptions) -> list[Story]:
    client = await connect(options)
    stories: dict[str, Story] = {}
    histories: list[WorkflowHistory] = []
    async for run in client.list_workflows():
        case = run.id.removeprefix(_CASE)
        story = stories.setdefault(case, Story(case, closed=True))
        if run.status is _OPEN:
            story.closed = False
        history = await client.get_workflow_handle(run.id, run_id=run.run_id).fetch_history()
        _note(story, history)
        histories.append(history)
    for turn in await replay_all(client, histories):
        stories[turn.instance_id].turns.append(turn)
    for story in stories.values():
        story.turns.sort(key=lambda turn: turn.turn)
    return list(stories.values())


def _note(story: Story, history: WorkflowHistory) -> None:
    """Note the accepted commands, and which worker did something when."""
    started = EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
    for event in history.events:
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
            accepted = event.workflow_execution_update_accepted_event_attributes
            story.commands[accepted.protocol_instance_id] += 1
        elif event.event_type == started:
            worker = event.workflow_task_started_event_attributes.identity.partition("@")[0]
            if worker.isdigit():
                moment = event.event_time.ToDatetime().timestamp()
                story.workers.append((moment, int(worker)))


def case_fact(story: Story) -> CaseFact:
    """Say what the turns of a case tell."""
    effects = [(turn, effect) for turn in story.turns for effect in turn.effects]
    kinds: dict[str, list[Any]] = defaultdict(list)
    for _, effect in effects:
        kinds[effect["type"]].append(effect)
    first = next((turn.first for turn in story.turns if turn.first is not None), None)
    values = [effect["variables"] for effect in kinds["VariablesChanged"]]
    return CaseFact(
        id=story.id,
        process_id=first.process_id if first is not None else "",
        closed=story.closed,
        turns=story.turns[-1].turn if story.turns else 0,
        commands=story.commands,
        notes=Counter(each["note"] for each in values if isinstance(each.get("note"), str)),
        opened=Counter(effect["task_id"] for effect in kinds["OpenHumanTask"]),
        elements=Counter(effect["element_id"] for effect in kinds["OpenHumanTask"]),
        completed=_completed(kinds["CloseHumanTask"]),
        ends=tuple(effect["outcome"] for effect in kinds["Ended"]),
        jobs=Counter(f"{story.id}:{effect['job_id']}" for effect in kinds["RunJob"]),
        timers=tuple(_timers(story.id, effects)),
        thrown=len(kinds["BroadcastSignal"]),
        heard=Counter(
            cause.signal_id for turn in story.turns for cause in turn.causes if cause.signal_id
        ),
        sheets=_last_sheets(values),
        incidents=len(kinds["RaiseIncident"]),
    )


def _completed(closed: Iterable[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (effect["task_id"], effect["by"]) for effect in closed if effect["outcome"] == "completed"
    )


def _last_sheets(values: Iterable[dict[str, Any]]) -> tuple[int, ...]:
    found = [each["sheets"] for each in values if each.get("sheets") is not None]
    return tuple(found[-1]) if found else ()


def _timers(case: str, effects: Iterable[tuple[Turn, dict[str, Any]]]) -> Iterable[TimerFact]:
    """Follow each timer from the turn that set it to those that ended it; an id may be set anew."""
    due: dict[str, datetime] = {}
    fired: dict[str, list[datetime]] = defaultdict(list)
    cleared: set[str] = set()
    for turn, effect in effects:
        if effect["type"] == "SetTimer":
            due[effect["timer_id"]] = datetime.fromisoformat(effect["due_at"])
        elif effect["type"] == "ClearTimer" and effect["fired"]:
            fired[effect["timer_id"]].append(datetime.fromisoformat(turn.at))
        elif effect["type"] == "ClearTimer":
            cleared.add(effect["timer_id"])
    return [
        TimerFact(case, timer, at, tuple(fired[timer]), timer in cleared)
        for timer, at in due.items()
    ]
