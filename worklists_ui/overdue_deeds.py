"""What a supervisor does with the selected rows of the board; each row answers, and a batch is done once however often it is sent."""

from collections.abc import Iterable, Mapping, Sequence

from carelane.domain.errors import CarelaneError, DatabaseUnavailable
from carelane.services import commands, comment_texts, comments, nudges, task_batches
from carelane.services.comments import Words
from carelane.services.nudges import About, Level, Told
from carelane.services.overdue_rows import OverdueRow
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from worklists_ui import overdue_answers, overdue_cells, session
from worklists_ui.product import product
from worklists_ui.translation import language


def remind(actor: Actor, rows: Sequence[OverdueRow], words: str, batch: str) -> bool:
    """Remind whoever has to act, and say whom it reached; true when anybody was."""
    names = {_about(row): named(row) for row in rows}
    return _say(nudges.nudge(product().database, actor, names, words, batch), names)


def escalate(
    actor: Actor, rows: Sequence[OverdueRow], words: str, batch: str, level: Level
) -> bool:
    """Tell the next level, and say whom it reached; true when anybody was."""
    names = {_about(row): named(row) for row in rows}
    return _say(nudges.escalate(product().database, actor, names, level, words, batch), names)


def _say(told: Iterable[Told], names: Mapping[About, str]) -> bool:
    done: list[str] = []
    failed: list[tuple[str, CarelaneError]] = []
    for each in told:
        if each.error is not None:
            failed.append((names[each.about], each.error))
        else:
            people = ", ".join(name.shown(language()) for name in each.people)
            done.append(f"{names[each.about]}: {people}")
    return overdue_answers.say(done, failed)


def comment(actor: Actor, rows: Sequence[OverdueRow], words: str, batch: str) -> bool:
    """Comment on the case of each row, once for each case; true when at least one was commented on."""
    comment_texts.checked(words)
    done: list[str] = []
    failed: list[tuple[str, CarelaneError]] = []
    for row in {row.instance_id: row for row in rows}.values():
        try:
            command = commands.of_row(batch, row.instance_id, words)
            comments.add(product().database, actor, row.instance_id, Words(words), command)
        except DatabaseUnavailable:
            raise
        except CarelaneError as error:
            failed.append((named(row), error))
        else:
            done.append(named(row))
    return overdue_answers.say(done, failed)


def reassign(wish: Wish, names: Mapping[str, str]) -> bool:
    """Give the tasks to a person; true when at least one was given."""
    actor = session.actor()
    if actor is None:
        return False
    try:
        outcomes = task_batches.do_each(product().database, actor, names, wish)
    except DatabaseUnavailable as error:
        overdue_answers.refuse(error)
        return False
    done = [names[each.task_id] for each in outcomes if each.error is None]
    failed = [(names[each.task_id], each.error) for each in outcomes if each.error is not None]
    return overdue_answers.say(done, failed)


def _about(row: OverdueRow) -> About:
    return About(row.instance_id, row.task_id, overdue_cells.element(row))


def named(row: OverdueRow) -> str:
    """Name a row for an answer: its case and what is late there."""
    return f"{row.business_key or row.instance_id} ({overdue_cells.element(row)})"
