"""What somebody who has nothing to do with a human task might try to do with it; every try has to be refused.

Some of these only read, but give nothing away that a text could be looked for in: they have to be refused just so.
"""

from collections.abc import Sequence
from datetime import timedelta

from carelane.services import (
    claims,
    colleagues,
    human_tasks,
    substitutions,
    task_batches,
    task_endings,
)
from carelane.services.substitutions import Leave
from carelane.services.task_batches import Handover, Outcome, failed
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from tests.leaks.doors import Try, named
from tests.leaks.group import Group, Target


def raised(outcomes: Sequence[Outcome]) -> None:
    """Say aloud what a batch says of the first task that was refused."""
    for outcome in failed(outcomes):
        if outcome.error is not None:
            raise outcome.error


def leave(group: Group, actor: Actor, target: Target) -> Leave:
    """Send a doctor on leave, for whom the actor would then see everything."""
    now = group.database.now()
    absent = f"id-pri_doctor-{target.place}"
    return Leave(absent, actor.person_id, target.place, now, now + timedelta(days=1))


TASK_CHANGES: dict[str, Try] = {
    named(function): call
    for function, call in {
        claims.claim: lambda g, a, t: claims.claim(g.database, a, t.task),
        claims.release: lambda g, a, t: claims.release(g.database, a, t.task),
        claims.do: lambda g, a, t: claims.do(
            g.database, a, t.held, Wish("delegate", person=a.person_id)
        ),
        task_batches.do_each: lambda g, a, t: raised(
            task_batches.do_each(g.database, a, [t.task], Wish("claim"))
        ),
        task_batches.hand_over: lambda g, a, t: task_batches.hand_over(
            g.database, a, f"starter-{t.place}", Handover(to=a.person_id)
        ),
        task_endings.end: lambda g, a, t: task_endings.end(
            g.database, g.ward.cases, a, t.task, Wish("skip"), f"e-{a.person_id}-{t.place}"
        ),
        human_tasks.faults: lambda g, a, t: human_tasks.faults(g.database, a, t.task),
        colleagues.for_tasks: lambda g, a, t: colleagues.for_tasks(g.database, a, [t.task]),
        colleagues.roles_for: lambda g, a, t: colleagues.roles_for(g.database, a, [t.task]),
        substitutions.arrange: lambda g, a, t: substitutions.arrange(g.database, a, leave(g, a, t)),
        substitutions.call_off: lambda g, a, t: substitutions.call_off(
            g.database, a, f"leave-{t.place}"
        ),
        claims.save_draft: lambda g, a, t: claims.save_draft(g.database, a, t.task, {"x": 1}),
        human_tasks.complete: lambda g, a, t: human_tasks.complete(
            g.database, g.ward.cases, a, t.task, {}, f"c-{a.person_id}-{t.place}"
        ),
    }.items()
}
