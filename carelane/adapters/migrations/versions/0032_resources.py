"""Resources of all kinds with two-phase holds, departments, the hospital status feed, who waits for a slot.

The slots of before become resources of kind slot, and what held or booked them becomes holds.

Revision 0032, after 0031.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_AT_ONCE = 5_000
_MOMENT = columns.UtcDateTime()
_HOLD_OF = {"held": "held", "booked": "committed"}


def upgrade() -> None:
    _resources()
    _holds()
    _feeds()
    _waiters()
    _from_slots()
    op.drop_table("resource_slots")


def downgrade() -> None:
    _slots()
    _to_slots()
    for table in (
        "slot_waiters",
        "capability_statuses",
        "departments",
        "resource_holds",
        "resources",
    ):
        op.drop_table(table)


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _at(name: str, *, null: bool = True) -> sa.Column[Any]:
    return sa.Column(name, columns.UtcDateTime(), nullable=null)


def _at_institution(column: str = "institution_code") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["institutions.code"])


def _resources() -> None:
    words = ("id", "kind", "institution_code", "department", "category", "specialty", "name")
    op.create_table(
        "resources",
        *(_text(name) for name in (*words, "place", "state", "pool")),
        _text("person_id", null=True),
        _at("starts_at"),
        _at("ends_at"),
        sa.Column("features", sa.JSON(), nullable=False),
        _text("reason"),
        _at("reported_at"),
        _text("reported_by"),
        _at_institution(),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_resources_person_id", "resources", ["person_id"])
    search = ["institution_code", "kind", "category", "starts_at"]
    op.create_index("ix_resources_search", "resources", search)
    op.create_index("ix_resources_kind", "resources", ["kind", "state", "starts_at"])


def _holds() -> None:
    words = ("id", "set_id", "resource_id", "kind", "institution_code", "instance_id")
    op.create_table(
        "resource_holds",
        *(_text(name) for name in (*words, "holder_code", "request_for", "urgency", "state")),
        sa.Column("priority", sa.Integer(), nullable=False),
        _at("from_at", null=False),
        _at("to_at"),
        _at("held_at", null=False),
        _at("expires_at"),
        sa.Column("extended", sa.Boolean(), nullable=False),
        _at("ended_at"),
        _text("reason"),
        _text("lost_to"),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"]),
        _at_institution(),
        _at_institution("holder_code"),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("set_id", "institution_code", "instance_id", "holder_code"):
        op.create_index(f"ix_resource_holds_{name}", "resource_holds", [name])
    op.create_index("ix_resource_holds_resource", "resource_holds", ["resource_id", "state"])
    op.create_index("ix_resource_holds_expiry", "resource_holds", ["state", "expires_at"])


def _feeds() -> None:
    op.create_table(
        "departments",
        *(
            _text(name)
            for name in ("institution_code", "code", "name", "name_en", "specialty", "phone")
        ),
        _at_institution(),
        sa.PrimaryKeyConstraint("institution_code", "code"),
    )
    op.create_table(
        "capability_statuses",
        *(_text(name) for name in ("institution_code", "capability", "status", "reason")),
        _at("until"),
        _at("reported_at"),
        _text("reported_by"),
        _at_institution(),
        sa.PrimaryKeyConstraint("institution_code", "capability"),
    )


def _waiters() -> None:
    words = ("id", "institution_code", "category", "specialty", "instance_id", "holder_code")
    op.create_table(
        "slot_waiters",
        *(_text(name) for name in (*words, "request_for", "state")),
        sa.Column("priority", sa.Integer(), nullable=False),
        _at("not_before", null=False),
        _at("since", null=False),
        _at_institution(),
        _at_institution("holder_code"),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("instance_id", "holder_code"):
        op.create_index(f"ix_slot_waiters_{name}", "slot_waiters", [name])
    following = ["institution_code", "category", "state", "priority"]
    op.create_index("ix_slot_waiters_next", "slot_waiters", following)


def _slots() -> None:
    op.create_table(
        "resource_slots",
        *(_text(name) for name in ("id", "institution_code", "kind", "specialty", "place")),
        _at("starts_at", null=False),
        _text("state"),
        _text("held_by_case", null=True),
        _at("hold_expires_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        _at_institution(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_resource_slots_held_by_case", "resource_slots", ["held_by_case"])
    search = ["institution_code", "kind", "specialty", "starts_at"]
    op.create_index("ix_resource_slots_search", "resource_slots", search)


def _table(name: str) -> sa.Table:
    """Look a table up as it is now, its moments as ours."""
    found = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())
    for column in found.c:
        if column.name.endswith("_at"):
            column.type = _MOMENT
    return found


def _copy(table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows of one shape."""
    found = _table(table)
    for start in range(0, len(rows), _AT_ONCE):
        op.get_bind().execute(sa.insert(found), rows[start : start + _AT_ONCE])


def _read(table: str) -> list[Any]:
    return list(op.get_bind().execute(sa.select(_table(table))).mappings())


def _from_slots() -> None:
    slots = _read("resource_slots")
    empty = dict.fromkeys(("department", "name", "reason", "reported_by"), "")
    _copy(
        "resources",
        [
            {
                **empty,
                "id": slot["id"],
                "kind": "slot",
                "institution_code": slot["institution_code"],
                "category": slot["kind"],
                "specialty": slot["specialty"],
                "place": slot["place"],
                "starts_at": slot["starts_at"],
                "state": "free",
                "pool": "general",
                "features": {},
            }
            for slot in slots
        ],
    )
    _copy("resource_holds", [_hold(slot) for slot in slots if slot["held_by_case"]])


def _hold(slot: Any) -> dict[str, Any]:
    """Give the hold of a slot; whose institution its case is, nobody wrote down: it counts as the owner's."""
    return {
        "id": f"0032-{slot['id']}",
        "set_id": f"0032-{slot['id']}",
        "resource_id": slot["id"],
        "kind": "slot",
        "institution_code": slot["institution_code"],
        "instance_id": slot["held_by_case"],
        "holder_code": slot["institution_code"],
        "request_for": "",
        "urgency": "",
        "priority": 4,
        "state": _HOLD_OF[slot["state"]],
        "from_at": slot["starts_at"],
        "held_at": slot["starts_at"],
        "expires_at": slot["hold_expires_at"],
        "extended": False,
        "reason": "",
        "lost_to": "",
    }


def _to_slots() -> None:
    slots = [row for row in _read("resources") if row["kind"] == "slot" and row["starts_at"]]
    held = [
        row for row in _read("resource_holds") if row["state"] in {*_HOLD_OF.values(), "in_use"}
    ]
    holds = {each["resource_id"]: each for each in held}
    _copy("resource_slots", [_slot(slot, holds.get(slot["id"])) for slot in slots])


def _slot(slot: Any, hold: Any) -> dict[str, Any]:
    held = hold is not None and hold["state"] == "held"
    return {
        "id": slot["id"],
        "institution_code": slot["institution_code"],
        "kind": slot["category"],
        "specialty": slot["specialty"],
        "place": slot["place"],
        "starts_at": slot["starts_at"],
        "state": "free" if hold is None else "held" if held else "booked",
        "held_by_case": None if hold is None else hold["instance_id"],
        "hold_expires_at": hold["expires_at"] if held else None,
        "version": 0,
    }
