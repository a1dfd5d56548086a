"""What happened in a case, line by line, the newest first and page by page: only the lines of the page are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from carelane.domain.commands import Command
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.timeline_kinds import NAMING, TECHNICAL, fits, group_of
from carelane.services.case_diagrams import nodes_of
from carelane.services.comment_lines import comment_lines
from carelane.services.many_values import among
from carelane.services.names import Names
from carelane.services.onlookers import seen_case
from carelane.services.pages import window
from carelane.services.timeline_entries import Hat, TimelineEntry, hat_of
from carelane.services.timeline_lines import Line, count_lines, find_lines
from carelane.services.timeline_sources import LineFilter, Story
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some lines, the newest first; ``found`` of the ``total`` fit the filter. ``technical``: there are such lines."""

    lines: tuple[TimelineEntry, ...]
    found: int
    total: int
    technical: bool
    page: int
    pages: int


def timeline_page(  # noqa: PLR0913, PLR0917 - whose, of which case, which lines, which part
    database: Database,
    actor: Actor,
    instance_id: str,
    wanted: LineFilter | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> TimelinePage:
    """Tell a part of a case's story; a page beyond the last gives the last. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        story = Story(case.id, nodes_of(session, case))
        return page_of(session, case, story, wanted or LineFilter(), (page, page_size))


def page_of(
    session: Session,
    case: ProcessInstance,
    story: Story,
    wanted: LineFilter,
    part: tuple[int, int],
) -> TimelinePage:
    """Tell a part (page, lines on a page) of the story of a case that the caller has found through visibility."""
    all_kinds = count_lines(session, story, LineFilter())
    narrowed = LineFilter(kinds=wanted.kinds) != wanted
    kinds = count_lines(session, story, wanted) if narrowed else all_kinds
    found = sum(count for kind, count in kinds.items() if fits(kind, wanted.kinds))
    shown = window(found, *part)
    lines = find_lines(session, story, wanted, shown.offset, shown.size) if found else []
    return TimelinePage(
        lines=tuple(_entries(session, case, lines)),
        found=found,
        total=all_kinds.total(),
        technical=any(group_of(kind) == TECHNICAL for kind in all_kinds),
        page=shown.page,
        pages=shown.pages,
    )


def _entries(
    session: Session, case: ProcessInstance, lines: Sequence[Line]
) -> Iterator[TimelineEntry]:
    """Read what these lines say, in their order."""
    told = _history(session, case, [line.number for line in lines if line.source == "history"])
    said = comment_lines(session, case, [line.ref for line in lines if line.source == "comments"])
    place = Names(session, (), [case.institution_code]).institution(case.institution_code)
    for line in lines:
        if line.source == "history":
            yield told[line.number]
        elif line.source == "comments":
            yield said[line.ref]
        else:
            yield TimelineEntry(line.at, line.kind, line.element_id, "", None, place, {})


def _history(
    session: Session, case: ProcessInstance, numbers: Sequence[int]
) -> dict[int, TimelineEntry]:
    """Read lines of the history by their numbers; a line about a task is about the task's element."""
    if not numbers:
        return {}
    rows = session.exec(select(HistoryEntry).where(among(col(HistoryEntry.id), numbers))).all()
    elements = _elements(session, case, rows)
    commands = _commands(session, case, rows)
    names = Names(session, [who for row in rows for who in _people(row)])
    return {
        row.id or 0: TimelineEntry(
            at=row.at,
            kind=row.kind,
            element_id=row.element_id or elements.get(row.task_id, ""),
            task_id=row.task_id,
            person=names.person(row.person_id),
            institution=names.institution(row.institution_code or case.institution_code),
            data=row.data,
            hat=_hat(row, commands, names),
            on_behalf_of=names.person(row.on_behalf_of),
            people={who: name for who in named(row) if (name := names.person(who))},
        )
        for row in rows
    }


def _elements(
    session: Session, case: ProcessInstance, rows: Sequence[HistoryEntry]
) -> dict[str, str]:
    """Find the elements of the tasks that lines name without their element."""
    tasks = {row.task_id for row in rows if row.task_id and not row.element_id}
    if not tasks:
        return {}
    ids = among(col(HumanTask.id), sorted(f"{case.id}:{task}" for task in tasks))
    statement = select(HumanTask.task_id, HumanTask.element_id).where(ids)
    return dict(session.exec(statement).all())


def _commands(
    session: Session, case: ProcessInstance, rows: Sequence[HistoryEntry]
) -> Sequence[Command]:
    """Find the commands under a hat that may have led to these lines, the latest first."""
    people = {row.person_id for row in rows if row.person_id and not row.acting_as}
    if not people:
        return ()
    about = [case.id, *sorted({f"{case.id}:{row.task_id}" for row in rows if row.task_id})]
    statement = (
        select(Command)
        .where(
            among(col(Command.target_id), about),
            among(col(Command.person_id), sorted(people)),
            col(Command.acting_as) != "",
        )
        .order_by(col(Command.at).desc())
    )
    return session.exec(statement).all()


def _hat(row: HistoryEntry, commands: Sequence[Command], names: Names) -> Hat | None:
    """Say as what the person of a line acted: by the line, or by the command that led to it."""
    about = f"{row.instance_id}:{row.task_id}" if row.task_id else row.instance_id
    given = (
        each.acting_as
        for each in commands
        if (each.person_id, each.target_id) == (row.person_id, about) and each.at <= row.at
    )
    return hat_of(row.acting_as or next(given, ""), names)


def _people(row: HistoryEntry) -> Iterator[str]:
    """Yield the ids of everybody whom a line names."""
    yield from (row.person_id, row.on_behalf_of, *named(row))


def named(row: HistoryEntry) -> Iterator[str]:
    """Yield the ids of those whom the data of a person's verb, or of what a supervisor set going, names."""
    if row.kind in NAMING:
        found = [row.data.get("from"), row.data.get("to"), *row.data.get("people", ())]
        yield from (str(each) for each in found if each)
