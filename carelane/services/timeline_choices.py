"""What the filters over a case's timeline can choose from: who and which elements its lines name. Read when somebody asks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import String, cast, union_all
from sqlmodel import Session, col, select

from carelane.domain.comments import Comment, CommentMention
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.timeline_kinds import GROUPS, NAMING, TECHNICAL
from carelane.services.case_diagrams import nodes_of
from carelane.services.names import Name, people_named
from carelane.services.onlookers import seen_case
from carelane.services.timeline_sources import LineFilter, Story, selects
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class TimelineChoices:
    """Everybody whom a line names, and the ids of the elements at which something happened that is not technical only."""

    people: tuple[Name, ...]
    elements: tuple[str, ...]


def timeline_choices(database: Database, actor: Actor, instance_id: str) -> TimelineChoices:
    """Give what a filter can choose from. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        people = sorted({each for each in _people(session, case.id) if each})
        elements = _elements(session, Story(case.id, nodes_of(session, case)))
        return TimelineChoices(tuple(people_named(session, people).values()), elements)


def _people(session: Session, case_id: str) -> Iterator[str]:
    """Yield the ids of all who did something, for whom it was done, whom a line or a comment names."""
    row, data = HistoryEntry, col(HistoryEntry.data)
    here = col(row.instance_id) == case_id
    for did, absent in session.exec(select(row.person_id, row.on_behalf_of).where(here).distinct()):
        yield from (did, absent)
    given = (data["from"].as_string(), data["to"].as_string(), cast(data["people"], String))
    named = select(*given).where(here, col(row.kind).in_(sorted(NAMING))).distinct()
    for giver, taker, listed in session.exec(named):
        yield from (giver, taker, *_listed(listed))
    of_case = col(Comment.instance_id) == case_id
    yield from session.exec(select(Comment.author_id).where(of_case).distinct())
    mentions = select(CommentMention.person_id).join(
        Comment, col(Comment.id) == col(CommentMention.comment_id)
    )
    yield from session.exec(mentions.where(of_case).distinct())


def _listed(people: str | None) -> Iterator[str]:
    """Read a list of ids as the database wrote it; none for what is no list."""
    found = json.loads(people) if people else None
    yield from (str(each) for each in (found if isinstance(found, list) else ()))


def _elements(session: Session, story: Story) -> tuple[str, ...]:
    lines = union_all(*selects(story, LineFilter())).subquery()
    tells = lines.c.kind.not_in(sorted(GROUPS[TECHNICAL]))
    at_lines = select(lines.c.element_id).where(tells, lines.c.element_id != "").distinct()
    here = col(HumanTask.instance_id) == story.instance_id
    at_tasks = select(HumanTask.element_id).where(here).distinct()
    return tuple(sorted({*session.exec(at_lines), *session.exec(at_tasks)}))
