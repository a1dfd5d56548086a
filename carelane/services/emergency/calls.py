"""Open emergency calls of a centre: how urgent, where, since when, whether somebody is there in time, what comes next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from carelane.domain.emergencies import ACKNOWLEDGE, CREW, INCIDENT, RESPONSE, rank
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.domain.travel import position
from carelane.domain.worklist_entries import OPEN_FOR_PEOPLE
from carelane.services.emergency import facts
from carelane.services.emergency.call_lines import CallLine, Calls, CrewLine, Step, Tag
from carelane.services.emergency.entries import told_of
from carelane.services.many_values import among
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, places_of, visible_case, visible_task

MOST = 500
"""So many open calls are read, the most urgent; the page says how many more there are."""


def open_calls(database: Database, actor: Actor) -> Calls:
    """List the open calls of the centres at which the actor works; nobody else has any."""
    places = places_of(actor, Right.SEE_CALLS) or ()
    if not places:
        return Calls((), 0)
    with database.reading() as session:
        total, incidents = _incidents(session, actor, places)
        crews = _crews(session, actor, places, incidents)
        steps = _steps(session, actor, [*incidents, *crews])
        told = told_of(session, crews)
    by_incident: defaultdict[str, list[CrewLine]] = defaultdict(list)
    for row in crews:
        incident = facts.text(row.variables.get("incident_id"))
        by_incident[incident].append(_crew(row, steps[row.id], told[row.id]))
    lines = [_call(row, steps[row.id], by_incident[row.business_key]) for row in incidents]
    lines.sort(key=_order)
    return Calls(tuple(lines), total - len(lines))


def _order(line: CallLine) -> tuple[int, bool, datetime, str]:
    return (rank(line.category), line.reached_at is not None, line.called_at, line.business_key)


def _incidents(
    session: Session, actor: Actor, places: Sequence[str]
) -> tuple[int, list[ProcessInstance]]:
    """Read the most urgent open incidents, in each category the oldest first, and how many there are."""
    row = ProcessInstance
    urgent = facts.by_category(col(row.variables)["category"].as_string())
    total: Any = func.count().over()
    statement = select(row, total).where(
        col(row.process_id) == INCIDENT,
        col(row.state) == "active",
        among(col(row.institution_code), places),
        visible_case(actor),
    )
    order = (urgent, col(row.started_at), col(row.id))
    found = session.exec(statement.order_by(*order).limit(MOST)).all()
    return (int(found[0][1]) if found else 0), [each for each, _total in found]


def _crews(
    session: Session, actor: Actor, places: Sequence[str], incidents: Sequence[ProcessInstance]
) -> list[ProcessInstance]:
    """Read the crews of these incidents; a tag's case has the number of its incident with the tag behind it."""
    row = ProcessInstance
    keys = [key for each in incidents for key in (each.business_key, *_tag_keys(each))]
    statement = select(row).where(
        col(row.process_id) == CREW,
        among(col(row.business_key), keys),
        col(row.state) == "active",
        among(col(row.institution_code), places),
        visible_case(actor),
    )
    return list(session.exec(statement.order_by(col(row.started_at), col(row.id))).all())


def _tag_keys(incident: ProcessInstance) -> list[str]:
    assigned = _tags(incident.variables.get("assignments"))
    return [f"{incident.business_key}/{each.tag}" for each in assigned]


def _tags(value: object) -> list[Tag]:
    """Read the rows of a form that name tags."""
    rows = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    found = [[facts.text(row.get(name)) for name in ("tag", "colour", "where")] for row in rows]
    return [Tag(*each) for each in found if each[0]]


def _steps(
    session: Session, actor: Actor, rows: Iterable[ProcessInstance]
) -> defaultdict[str, list[Step]]:
    """Read the open tasks of all these cases in one statement, the first that is due first."""
    cases = {row.id: row for row in rows}
    task = HumanTask
    seen: Any = visible_task(actor)
    statement = (
        select(task, seen)
        .join(ProcessInstance, col(ProcessInstance.id) == col(task.instance_id))
        .where(
            among(col(task.instance_id), sorted(cases)),
            col(task.closed_at).is_(None),
            col(task.state).in_(OPEN_FOR_PEOPLE),
        )
        .order_by(col(task.due_at).is_(None), col(task.due_at), col(task.created_at), col(task.id))
    )
    found: defaultdict[str, list[Step]] = defaultdict(list)
    for one, may_look in session.exec(statement).all():
        definition = cases[one.instance_id].definition_id
        about = (one.id, one.instance_id, definition, one.element_id, one.name, one.due_at)
        found[one.instance_id].append(Step(*about, bool(may_look)))
    return found


def _crew(row: ProcessInstance, steps: Iterable[Step], told: Mapping[str, datetime]) -> CrewLine:
    known = row.variables
    reported = facts.reported(known)
    silent = known.get("journey_open") is True and not facts.part(known, "ack").get("at")
    departed = reported.get("departed")
    return CrewLine(
        case_id=row.id,
        business_key=row.business_key,
        status=row.business_status,
        tag=facts.text(known.get("tag")),
        colour=facts.text(known.get("colour")),
        category=facts.text(known.get("category")),
        unit_ids=facts.texts(known.get("unit_ids")),
        reported={**told, **reported},
        told=frozenset(told) - frozenset(reported),
        target_org=facts.text(known.get("target_org")),
        eta=facts.moment(known.get("eta")),
        silent=silent,
        answer_due=facts.due(known, ACKNOWLEDGE, departed) if silent and departed else None,
        steps=tuple(steps),
    )


def _call(row: ProcessInstance, steps: Iterable[Step], crews: Sequence[CrewLine]) -> CallLine:
    known = row.variables
    called_at = facts.moment(known.get("called_at")) or row.started_at
    category = facts.text(known.get("category"))
    key = RESPONSE.get(category)
    reached = [crew.reported["on_scene"] for crew in crews if "on_scene" in crew.reported]
    calls = known.get("calls")
    tagged, assigned = _tags(known.get("tags")), _tags(known.get("assignments"))
    units = [
        *facts.texts(known.get("unit_ids")),
        *(unit for crew in crews for unit in crew.unit_ids),
    ]
    return CallLine(
        case_id=row.id,
        business_key=row.business_key,
        institution=row.institution_code,
        category=category,
        status=row.business_status,
        address=facts.text(known.get("address")),
        callback=facts.text(known.get("callback")),
        symptom=facts.text(known.get("key_symptom")),
        called_at=called_at,
        position=position(known.get("position")),
        response_due=facts.due(known, key, called_at) if key else None,
        reached_at=min(reached, default=None),
        called_again=len(calls) if isinstance(calls, list) else 0,
        unit_ids=tuple(dict.fromkeys(units)),
        steps=tuple(steps),
        crews=tuple(sorted(crews, key=lambda crew: (rank(crew.category), crew.tag, crew.case_id))),
        tags=len({each.tag for each in (*tagged, *assigned)}),
        waiting=tuple(each for each in tagged if each.tag not in {one.tag for one in assigned}),
    )
