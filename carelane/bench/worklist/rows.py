"""The rows of the bench: who works where, and years of tasks, spread as in a group of hospitals.

Large places have many times the work of small ones, four tasks make a case, emergencies are few, a third of the open
tasks are claimed, and some are late. Of the closed ones only some are made here (`carelane.bench.worklist.filling`).
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlmodel import SQLModel

from carelane.bench.worklist import clocks
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.domain.pinyin import initials
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.domain.process_instances import ProcessInstance

TableRows = tuple[type[SQLModel], Sequence[str], Iterator[tuple[Any, ...]]]
ROLES = {
    "PRI": ("pri_doctor", "pri_coord", "pri_fd"),
    "HOS": ("hos_refdesk", "hos_spec", "hos_bed", "hos_ward", "hos_ed", "hos_fu"),
    "CTR": ("ctr_tele", "ctr_reader", "ctr_senior"),
}
PROCESSES = tuple(f"process_{number}" for number in range(12))
ELEMENTS = tuple(f"step_{number}" for number in range(6))
STATUSES = ("requested", "accepted", "in-progress", "on-hold", "rejected", "")
URGENCIES_OF_A_HUNDRED = "E" * 3 + "U" * 12 + "P" * 35 + "R" * 50
HOURS = {"E": 1, "U": 24, "P": 72, "R": 240}
TASKS_OF_A_CASE = 4
NAMES = tuple(
    family + given
    for given in (
        "芳",
        "敏",
        "静",
        "秀英",
        "桂兰",
        "玉梅",
        "伟",
        "强",
        "军",
        "建国",
        "志强",
        "文斌",
        "海波",
        "明",
    )
    for family in "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
)
"""Invented names of patients."""
WIDE = 3
"""People who work for the whole group, with a membership at every institution."""
GROUP, HEAD_OF_ALL = "GRP", "head-of-all"
"""The institution above all others, and who supervises there."""
SEED = 5


@dataclass
class Rows:
    """Makes the rows of ``tasks``, the last ``open_tasks`` of them open; the same numbers give the same rows but for the moment."""

    tasks: int
    open_tasks: int
    institutions: int
    now: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311

    def tables(self) -> Iterator[TableRows]:
        """Give table, columns and rows, in an order that foreign keys allow."""
        yield (
            Institution,
            ("code", "name", "name_en", "kind", "parent_code"),
            self._institutions(),
        )
        yield Person, ("id", "login", "name", "name_en", "language"), self._people()
        yield Membership, ("person_id", "institution_code", "role"), iter(self.memberships)
        yield StoredBundle, ("sha256", "packed", "file_name"), iter([("0" * 64, "", "bench")])
        yield self._definitions()
        yield self._cases()
        yield self._tasks()
        yield (
            HumanTaskOwner,
            ("human_task_id", "institution_code", "role"),
            ((f"{self._task(n)}", *self._desk_of(n)) for n in range(self.tasks)),
        )
        yield clocks.of_tasks(map(self._task_row, range(1, self.tasks, 2)), self.now)

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Name the institutions with their kinds: one in ten a hospital, one in thirty a centre."""
        kinds = (
            "HOS" if n % 10 == 0 else "CTR" if n % 30 == 1 else "PRI"
            for n in range(self.institutions)
        )
        return [(f"{kind}{n:03}", kind) for n, kind in enumerate(kinds)]

    @cached_property
    def desks(self) -> list[tuple[str, str]]:
        """Name every role at every institution."""
        return [(code, role) for code, kind in self.places for role in ROLES[kind]]

    @cached_property
    def _weights(self) -> list[float]:
        """Give the share of each desk: hospitals have ten times the work, the first ones most of it."""
        size = {
            code: (10 if kind == "HOS" else 1) / (1 + n) ** 0.5
            for n, (code, kind) in enumerate(self.places)
        }
        return [size[code] for code, _role in self.desks]

    @cached_property
    def _desk_numbers(self) -> list[int]:
        """Choose the desk of every task, by the desks' shares."""
        return self.chance.choices(range(len(self.desks)), self._weights, k=self.tasks)

    def _desk_of(self, task: int) -> tuple[str, str]:
        return self.desks[self._desk_numbers[task]]

    @cached_property
    def memberships(self) -> list[tuple[str, str, str]]:
        """Say who works where: three people at a desk, some at two or three desks, and a few everywhere."""
        found = set()
        for number, (code, role) in enumerate(self.desks):
            for place in range(3):
                found.add((f"p{number}-{place}", code, role))
                if place < number % 3:
                    found.add((f"p{number}-{place}", *self.desks[(number + 1) % len(self.desks)]))
                    if place == 0:
                        found.add(
                            (f"p{number}-{place}", *self.desks[(number + 2) % len(self.desks)])
                        )
        for wide in range(WIDE):
            found |= {(f"wide{wide}", code, ROLES[kind][wide % 2]) for code, kind in self.places}
        found |= {("wide0", *desk) for desk in self.desks}
        found |= {("head-" + code, code, "hos_head") for code, kind in self.places if kind == "HOS"}
        found.add((HEAD_OF_ALL, GROUP, "grp_desk"))
        return sorted(found)

    def _institutions(self) -> Iterator[tuple[Any, ...]]:
        yield (GROUP, "集团", "Group", "GRP", None)
        for code, kind in self.places:
            yield (code, f"机构{code}", f"Institution {code}", kind, GROUP)

    def _people(self) -> Iterator[tuple[Any, ...]]:
        for person in sorted({person for person, _code, _role in self.memberships}):
            yield (person, person, f"同事{person}", person, "en")

    def _definitions(self) -> TableRows:
        columns = ("id", "process_id", "version", "name", "bundle_sha256", "deployed_at")
        rows = ((each, each, 1, f"流程 {each}", "0" * 64, self.now) for each in PROCESSES)
        return ProcessDefinition, columns, rows

    def _case(self, task: int) -> int:
        return task // TASKS_OF_A_CASE

    def _task(self, task: int) -> str:
        return f"{self._case(task):032x}:t{task % TASKS_OF_A_CASE}"

    def _begun(self, case: int) -> datetime:
        """Spread the cases over three years; the last ones are the open ones."""
        cases = max(1, self.tasks // TASKS_OF_A_CASE)
        return self.now - timedelta(days=3 * 365 * (1 - case / cases), hours=1)

    def _urgency(self, case: int) -> str:
        return URGENCIES_OF_A_HUNDRED[case * 7919 % 100]

    def _cases(self) -> TableRows:
        given = [(name, initials(name)) for name in NAMES]
        columns = ("id", "definition_id", "process_id", "version", "institution_code",
            "from_institution", "business_key", "state", "business_status", "urgency", "patient_ref",
            "patient_name", "patient_pinyin", "patient_id_suffix", "started_at", "turn", "variables")  # fmt: skip

        def rows() -> Iterator[tuple[Any, ...]]:
            for case in range(-(-self.tasks // TASKS_OF_A_CASE)):
                process = PROCESSES[
                    min(self.chance.getrandbits(4), self.chance.getrandbits(4)) % len(PROCESSES)
                ]
                name, pinyin = given[case * 31 % len(given)]
                code = self._desk_of(case * TASKS_OF_A_CASE)[0]
                sender = code if case % 3 else self.places[case % len(self.places)][0]
                variables = json.dumps({"patient": {"name": name, "history": "……" * 30}})
                yield (f"{case:032x}", process, process, 1, code, sender, f"RU-{case:07}",
                    "active", STATUSES[case % len(STATUSES)], self._urgency(case), f"E{case}",
                    name, pinyin, f"{case % 100_000:05}X", self._begun(case), 4, variables)  # fmt: skip

        return ProcessInstance, columns, rows()

    def _tasks(self) -> TableRows:
        columns = ("id", "instance_id", "task_id", "element_id", "name", "state", "actual_owner", "priority", "urgency", "due_at", "created_at", "claimed_at", "closed_at",
            "variables")  # fmt: skip
        return HumanTask, columns, (self._task_row(number) for number in range(self.tasks))

    def _task_row(self, task: int) -> tuple[Any, ...]:
        case, place = divmod(task, TASKS_OF_A_CASE)
        urgency = self._urgency(case)
        created = self._created(task)
        due = None if case % 11 == 0 else created + timedelta(hours=HOURS[urgency])
        closed = None if self._is_open(task) else created + timedelta(hours=2)
        desk = self._desk_numbers[task]
        taken = closed is not None or task % 3 == 0
        owner = f"p{desk}-{task % 7 % 3}" if taken else None
        state = "completed" if closed else "reserved" if owner else "ready"
        variables = json.dumps({"note": "……" * 30})
        return (f"{case:032x}:t{place}", f"{case:032x}", f"t{place}", ELEMENTS[task % len(ELEMENTS)],
            f"步骤 {task % len(ELEMENTS)}", state, owner, 50 + 10 * (task % 3), urgency, due, created,
            created if owner else None, closed, variables)  # fmt: skip

    def _is_open(self, task: int) -> bool:
        """Spread the open tasks over all years, most of them in the last weeks."""
        return task >= self.tasks - self.open_tasks

    def _created(self, task: int) -> datetime:
        if not self._is_open(task):
            return self._begun(task // TASKS_OF_A_CASE)
        return self.now - timedelta(minutes=20_000 * (self.tasks - task) / self.open_tasks)
