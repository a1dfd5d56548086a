"""Why nobody takes a message that waits: the nearest thing that would have to be otherwise."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select, tuple_
from sqlmodel import Session, col

from carelane.domain.institutions import Institution
from carelane.domain.messages import MessageEvent, MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.services.message_starts import definition_at, runs_at
from carelane.services.transaction import Database

Reason = Literal[
    "expired",
    "on_its_way",
    "in_turn",
    "unknown_institution",
    "other_institution",
    "receiver_ended",
    "case_open",
    "no_address",
    "no_process",
    "other_key",
    "nobody",
]


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, and how many cases it counts (those that wait under another key, for example).

    ``in_turn``: a case waits for it, and something goes before. ``receiver_ended``: the case that it was for has
    ended. ``case_open``: the case that an earlier message of its key began is still open. ``no_address``: it could
    begin a case, but names no institution; ``no_process``: none at that kind of institution.
    """

    reason: Reason
    count: int = 0


class Reasons:
    """The reasons of one page of messages, looked up together."""

    def __init__(
        self, session: Session, rows: Sequence[dict[str, Any]], database: Database
    ) -> None:
        self._session = session
        self._now = database.now()
        codes = session.connection().execute(select(col(Institution.code)))
        self._places = set(codes.scalars())
        self._same = _waits_for(session, {(row["name"], row["correlation_key"]) for row in rows})
        self._named = _waits_by_name(session, {row["name"] for row in rows})
        self._ended = _ended(session, rows)

    def of(self, row: dict[str, Any]) -> Why | None:
        """Say why; nothing for a message that is settled."""
        if row["state"] == "correlated":
            return Why("on_its_way")
        if row["state"] != "buffered":
            return None
        if row["expires_at"] <= self._now:
            return Why("expired")
        return self._of_waits(row) or self._of_starts(row) or self._of_others(row)

    def _of_waits(self, row: dict[str, Any]) -> Why | None:
        """Look at who waits for just this name and key."""
        to, key = row["to_institution"], (row["name"], row["correlation_key"])
        same = self._same.get(key, Counter[str]())
        if to and to not in self._places:
            return Why("unknown_institution")
        fitting = sum(count for place, count in same.items() if to in {"", place})
        if fitting:
            return Why("in_turn", fitting)
        if same:
            return Why("other_institution", sum(same.values()))
        return Why("receiver_ended") if row["id"] in self._ended else None

    def _of_starts(self, row: dict[str, Any]) -> Why | None:
        """Look at the processes that begin with it."""
        connection = self._session.connection()
        starts = definition_at(connection, row["name"], row["to_institution"])
        if starts.process_id and runs_at(
            connection, starts.process_id, row["correlation_key"], row["to_institution"]
        ):
            return Why("case_open")
        if starts.named and not row["to_institution"]:
            return Why("no_address")
        if starts.named and not starts.process_id:
            return Why("no_process")
        return Why("in_turn") if starts.process_id else None

    def _of_others(self, row: dict[str, Any]) -> Why:
        """Look at who waits for its name under another key."""
        named, to = self._named.get(row["name"], Counter[str]()), row["to_institution"]
        here = sum(count for place, count in named.items() if to in {"", place})
        if here:
            return Why("other_key", here)
        return Why("other_institution", sum(named.values())) if named else Why("nobody")


def _waits_for(session: Session, keys: set[tuple[str, str]]) -> dict[tuple[str, str], Counter[str]]:
    """Count who waits for these names and keys, by institution."""
    wait = MessageSubscription
    statement = (
        select(
            col(wait.message_name),
            col(wait.correlation_key),
            col(ProcessInstance.institution_code),
            func.count(),
        )
        .join(ProcessInstance, col(ProcessInstance.id) == col(wait.instance_id))
        .where(
            tuple_(col(wait.message_name), col(wait.correlation_key)).in_(sorted(keys)),
            col(ProcessInstance.state) == "active",
        )
        .group_by(
            col(wait.message_name), col(wait.correlation_key), col(ProcessInstance.institution_code)
        )
    )
    found: dict[tuple[str, str], Counter[str]] = {}
    for name, key, place, count in session.connection().execute(statement):
        found.setdefault((name, key), Counter())[place] = count
    return found


def _waits_by_name(session: Session, names: set[str]) -> dict[str, Counter[str]]:
    """Count who waits for these names under whatever key, by institution."""
    wait = MessageSubscription
    statement = (
        select(col(wait.message_name), col(ProcessInstance.institution_code), func.count())
        .join(ProcessInstance, col(ProcessInstance.id) == col(wait.instance_id))
        .where(col(wait.message_name).in_(sorted(names)), col(ProcessInstance.state) == "active")
        .group_by(col(wait.message_name), col(ProcessInstance.institution_code))
    )
    found: dict[str, Counter[str]] = {}
    for name, place, count in session.connection().execute(statement):
        found.setdefault(name, Counter())[place] = count
    return found


def _ended(session: Session, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Find the messages whose receiver has ended: it was on its way there, or its key is that of a case that is over."""
    connection = session.connection()
    ids = sorted({row["id"] for row in rows})
    events = select(col(MessageEvent.message_id)).where(
        col(MessageEvent.kind) == "ended", col(MessageEvent.message_id).in_(ids)
    )
    case = ProcessInstance
    keys = sorted({row["correlation_key"] for row in rows if row["correlation_key"]})
    of_keys = select(col(case.business_key), col(case.state), col(case.institution_code)).where(
        col(case.business_key).in_(keys)
    )
    states: dict[tuple[str, str], set[str]] = {}
    for key, state, place in connection.execute(of_keys):
        states.setdefault((key, place), set()).add(state)
    over = {pair for pair, found in states.items() if "active" not in found}
    by_key = {row["id"] for row in rows if (row["correlation_key"], row["to_institution"]) in over}
    return set(connection.execute(events).scalars()) | by_key
