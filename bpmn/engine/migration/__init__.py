"""Moving a running case to another version of its process.

`propose` compares two versions by element id, `problems` says what of one case cannot move and why, `migrate`
moves it, `restore` takes that back. The rules are those of Camunda 8's process instance migration, and where
they differ `docs/versions.md` says how. Pure like the rest of the engine.
"""

from bpmn.engine.migration.mapping import ElementMapping, WrongMapping
from bpmn.engine.migration.moving import NotMigratable, migrate
from bpmn.engine.migration.problem import Problem
from bpmn.engine.migration.problems import faults, problems
from bpmn.engine.migration.proposal import Proposal, Unmatched, propose
from bpmn.engine.migration.restoring import can_be_restored, restore

__all__ = [
    "ElementMapping",
    "NotMigratable",
    "Problem",
    "Proposal",
    "Unmatched",
    "WrongMapping",
    "can_be_restored",
    "faults",
    "migrate",
    "problems",
    "propose",
    "restore",
]
