"""A case that goes on in another version of its process."""

from dataclasses import dataclass

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class CaseMigrated:
    """The case goes on in the version of this bundle, or (``undone``) goes back to it.

    ``moved`` gives the new element id of everything open that has another now, by its id in the case: activations,
    tasks, timers, subscriptions, signals, clocks, incidents, children. ``reopened`` are clocks and incidents that the
    migration had closed. ``mapping`` is what was decided (`bpmn.engine.migration.ElementMapping.dump`).
    """

    bundle_sha256: str
    mapping: Variables
    moved: dict[str, str]
    reopened: tuple[str, ...] = ()
    undone: bool = False


@dataclass(frozen=True, slots=True)
class HumanTaskMoved:
    """An open human task is shown as the new version draws it; owner, claim and draft stay."""

    task_id: str
    element_id: str
    name: str
    form_id: str
