"""One reason why a case cannot move, with where it is and what helps."""

from dataclasses import dataclass

from bpmn.json_types import Variables

REMEDIES = {
    "other_process": "choose a version of the same process",
    "other_pool": "bind the pool to the same kind of institution in the new version",
    "unknown_element": "take it out of the mapping: the old version has no such element",
    "unknown_target": "map it to an element of the new version",
    "unknown_flow": "name flows of the two versions",
    "other_kind": "map it to an element of the same kind, or to null",
    "two_to_one": "map only one of them to it, and the others to null",
    "unmapped": "map it, let it end first, or move the token",
    "scope_changed": "let it end first, or move the token: a token cannot change its scope",
    "loop_changed": "keep the kind of loop, or let it end first",
    "event_detached": "map the event to one of the same activity, or to null",
    "options_changed": "keep the events behind the gateway, or let it end first",
    "join_gone": "map the gateway to a join of the same kind",
    "flow_unmapped": "name the flow of the new version in 'flows'",
    "join_full": "keep at least as many flows into the join, or let it fire first",
    "not_undoable": "draw the compensation handler in the new version, or map the activity to null",
    "ahead_unmapped": "map it to an activity that can begin in the same ad-hoc sub-process",
}
"""What helps, by the code of the problem."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a case cannot move: a stable code, the old element, and the new one where there is one.

    `message` says it in English and names no variable's value.
    """

    code: str
    element_id: str
    message: str
    new_element_id: str = ""

    @property
    def remedy(self) -> str:
        """Say what helps."""
        return REMEDIES[self.code]

    def to_json(self) -> Variables:
        """Give the problem as JSON values."""
        return {
            "code": self.code,
            "element_id": self.element_id,
            "new_element_id": self.new_element_id,
            "message": self.message,
            "remedy": self.remedy,
        }
