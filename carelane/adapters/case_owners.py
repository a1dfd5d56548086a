"""To which institution a case belongs, as the codec has to know before it encrypts anything of it.

Learnt from what passes: the start payload says it, and so does the key of everything that was decrypted. For any other
case the database is asked, once. Where nobody knows, the codec takes the group's key, and that is counted.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence

from prometheus_client import Counter
from temporalio.api.common.v1 import Payload

from carelane.domain.wire import workflow_id

KEPT = 50_000
UNKNOWN = Counter(
    "carelane_payloads_of_unknown_institution_total",
    "Payloads encrypted with the group's key, because nobody knew whose case they belong to.",
    registry=None,
)
"""Counts for the whole process, however many codecs it has: what `/metrics` tells is the process's."""
_log = logging.getLogger(__name__)
Ask = Callable[[str], str]
"""Gives the institution of the case of a workflow id; empty where it is not known."""


class CaseOwners:
    """Institutions by workflow id. ``unknown`` counts how often nobody knew one."""

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask
        self._known: dict[str, str] = {}
        self._said = ""
        self.unknown = 0

    def learn(self, case: str, institution: str) -> None:
        """Remember what was found out about a case; the oldest of very many are forgotten."""
        if case and institution and case not in self._known:
            if len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)), None)
            self._known[case] = institution

    async def of(self, case: str, payloads: Sequence[Payload]) -> str:
        """Give the institution of the case that these payloads are about; empty where nobody knows it."""
        found = self._known.get(case) or _told(case, payloads) or await self._asked(case)
        if found:
            self.learn(case, found)
        else:
            self._missed(case)
        return found

    def _missed(self, case: str) -> None:
        """Count it, and say it when it is not the case that it was said of last."""
        self.unknown += 1
        UNKNOWN.inc()
        if case != self._said:
            self._said = case
            _log.warning("the institution of %s is not known: encrypted for the group", case or "?")

    async def _asked(self, case: str) -> str:
        if self._ask is None or not case:
            return ""
        return await asyncio.to_thread(self._ask, case)


def _told(case: str, payloads: Sequence[Payload]) -> str:
    """Read the institution from a start payload (`carelane.domain.wire.StartProcess`) of this very case."""
    for payload in payloads:
        if b'"bundle_sha256"' not in payload.data:
            continue
        try:
            value = json.loads(payload.data)
        except ValueError:
            continue
        if isinstance(value, dict) and workflow_id(str(value.get("instance_id"))) == case:
            return str(value.get("institution") or "")
    return ""
