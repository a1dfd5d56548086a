"""Reads the scenario files of a process folder; unknown keys and dangling names are refused with their line.

A file whose name begins with ``_`` holds what several scenarios share: ``given``, and named ``sequences`` of steps.
A scenario names it under ``uses`` and overrides what differs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bpmn.scenarios.fields import Fields
from bpmn.scenarios.model import Given, Institution, JobResult, Jobs, Place, Scenario
from bpmn.scenarios.read_jobs import read_jobs
from bpmn.scenarios.read_steps import StepReader
from bpmn.scenarios.source import Entry, Source

_SCENARIO = frozenset(["scenario", "covers", "uses", "given", "steps"])
_SHARED = frozenset(["given", "sequences"])
_GIVEN = frozenset(["now", "calendars", "institutions", "pools", "jobs", "folders"])
_FOLDER = re.compile(r"[A-Za-z0-9_]+")
_INSTITUTION = frozenset(["kind", "calendar", "targets"])


@dataclass(slots=True)
class _World:
    """What is given so far; a scenario begins with a copy of what it uses."""

    now: datetime | None
    calendars: dict[str, Entry]
    institutions: dict[str, Institution]
    pools: dict[str, str]
    jobs: dict[str, tuple[JobResult, ...]]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shared:
    given: _World
    sequences: dict[str, list[Entry]]


def read_scenarios(files: Mapping[str, str]) -> tuple[Scenario, ...]:
    """Read the files of a folder, by name; raises Refused with everything that is wrong in any of them."""
    source = Source()
    shared = {
        name: _read_shared(source, name, text)
        for name, text in sorted(files.items())
        if name.startswith("_")
    }
    scenarios = [
        _read_scenario(source, name, text, shared)
        for name, text in sorted(files.items())
        if not name.startswith("_")
    ]
    source.stop()
    return tuple(each for each in scenarios if each is not None)


def _read_shared(source: Source, name: str, text: str) -> _Shared:
    given = _World(None, {}, {}, {}, {})
    root = source.parse(text, name)
    if root is None:
        return _Shared(given, {})
    fields = Fields(source, root, _SHARED, "a shared file")
    _read_given(source, fields.get("given"), given)
    sequences: dict[str, list[Entry]] = {}
    entry = fields.get("sequences")
    for key, steps in (entry.value if entry and isinstance(entry.value, dict) else {}).items():
        sequences[key] = _list(source, steps, "a sequence")
    return _Shared(given, sequences)


def _read_scenario(
    source: Source, name: str, text: str, shared: Mapping[str, _Shared]
) -> Scenario | None:
    root = source.parse(text, name)
    if root is None:
        return None
    fields = Fields(source, root, _SCENARIO, "a scenario")
    used = _used(source, fields, shared)
    start = used.given
    given = _World(
        start.now,
        dict(start.calendars),
        dict(start.institutions),
        dict(start.pools),
        dict(start.jobs),
        start.folders,
    )
    _read_given(source, fields.get("given"), given)
    entry = fields.get("steps")
    if entry is None or given.now is None:
        source.error(root.place, "missing", "a scenario needs steps, and given with now")
        return None
    reader = StepReader(source, used.sequences)
    steps = reader.steps(_list(source, entry, "steps"))
    title = fields.text("scenario")
    covers = fields.texts("covers")
    stem = name.removesuffix(".yaml")
    return Scenario(stem, title, Place(name, 1), _given(given, given.now), steps, covers)


def _given(world: _World, now: datetime) -> Given:
    jobs: Jobs = dict(world.jobs)
    return Given(now, dict(world.institutions), dict(world.pools), jobs, world.folders)


def _used(source: Source, fields: Fields, shared: Mapping[str, _Shared]) -> _Shared:
    name = fields.text("uses", "")
    if name and name not in shared:
        entry = fields.get("uses")
        place = entry.place if entry else fields.place
        message = f"there is no shared file {name!r}"
        source.error(place, "unknown_file", message, f"there are: {', '.join(shared)}")
    return shared.get(name) or _Shared(_World(None, {}, {}, {}, {}), {})


def _read_given(source: Source, entry: Entry | None, world: _World) -> None:
    if entry is None:
        return
    fields = Fields(source, entry, _GIVEN, "given")
    world.now = fields.moment("now") or world.now
    calendars = fields.get("calendars")
    if calendars is not None and isinstance(calendars.value, dict):
        world.calendars.update(calendars.value)
    institutions = fields.get("institutions")
    if institutions is not None and isinstance(institutions.value, dict):
        for code, each in institutions.value.items():
            world.institutions[code] = _institution(source, code, each, world.calendars)
    for participant, bound in fields.variables("pools").items():
        code = str(bound)
        if code not in world.institutions:
            source.error(fields.place, "unknown_institution", f"there is no institution {code!r}")
        world.pools[participant] = code
    for name in fields.texts("folders"):
        if not _FOLDER.fullmatch(name):
            hint = "write the name of a process folder beside this one"
            source.error(fields.place, "unknown_folder", f"{name!r} is no folder", hint)
        world.folders = (*(each for each in world.folders if each != name), name)
    jobs = fields.get("jobs")
    if jobs is not None:
        world.jobs.update(read_jobs(source, jobs))


def _institution(
    source: Source, code: str, entry: Entry, calendars: Mapping[str, Entry]
) -> Institution:
    fields = Fields(source, entry, _INSTITUTION, "an institution")
    name = fields.text("calendar", "")
    calendar = calendars[name].plain() if name in calendars else {}
    if name and name not in calendars:
        message = f"there is no calendar {name!r}"
        source.error(
            fields.place, "unknown_calendar", message, f"there are: {', '.join(calendars)}"
        )
    targets = {name.replace(".", "_"): value for name, value in fields.variables("targets").items()}
    kept = calendar if isinstance(calendar, dict) else {}
    return Institution(code, fields.text("kind"), kept, targets)


def _list(source: Source, entry: Entry, what: str) -> list[Entry]:
    if isinstance(entry.value, list):
        return entry.value
    source.error(entry.place, "type", f"{what} is a list")
    return []
