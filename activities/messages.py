"""Message delivery as an activity: called by a case whose turn made messages deliverable."""

from temporalio import activity

from carelane.services.messages import deliver
from carelane.services.ports import CasePort
from carelane.services.transaction import Database


class MessageActivities:
    """Takes messages from the inbox to the cases that wait for them."""

    def __init__(self, database: Database, cases: CasePort) -> None:
        self._database = database
        self._cases = cases

    @activity.defn(name="deliver_messages")
    def deliver_messages(self, keys: list[tuple[str, str]]) -> int:
        """Deliver what waits under these names and correlation keys; safe to repeat."""
        return deliver(self._database, self._cases, [(name, key) for name, key in keys])
