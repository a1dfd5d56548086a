"""Words of business status: which a process may set, and which may follow which.

The standard words are data here by their codes only; names and what other systems call the same are in
`carelane.domain.business_statuses`. A process adds words of its own by `carelane:statusDefinition`. Sources of the
transitions: FHIR R4 Task (state machine), BSeR harmonised with 360X (the loop of a referral), IHE XDW.
"""

from collections.abc import Iterable
from dataclasses import dataclass

START = "start"
"""Stands in ``after`` for: it may be the first word of a case."""
_LEAVES = "cancel_requested expired deceased"
_BEFORE_ARRIVAL = f"cancelled {_LEAVES}"
NEXT: dict[str, tuple[str, ...]] = {
    code: tuple(words.split())
    for code, words in {
        START: f"draft submitted received accepted booked arrived in_care {_BEFORE_ARRIVAL}",
        "draft": f"submitted accepted booked arrived in_care {_BEFORE_ARRIVAL}",
        "submitted": f"received info_requested accepted rejected redirected {_BEFORE_ARRIVAL}",
        "received": "info_requested accepted booked arrived in_care rejected redirected replied "
        f"{_BEFORE_ARRIVAL}",
        "info_requested": f"received accepted booked rejected redirected {_BEFORE_ARRIVAL}",
        "accepted": "info_requested booked arrived in_care interim no_show replied rejected redirected "
        f"{_BEFORE_ARRIVAL}",
        "booked": f"accepted no_show arrived in_care interim replied rejected redirected {_BEFORE_ARRIVAL}",
        "no_show": f"accepted booked arrived in_care replied rejected redirected {_BEFORE_ARRIVAL}",
        "arrived": f"in_care interim booked replied rejected redirected {_LEAVES}",
        "in_care": f"arrived interim booked replied rejected redirected {_LEAVES}",
        "interim": f"arrived in_care booked replied rejected redirected {_LEAVES}",
        "replied": "closed expired deceased",
        "rejected": f"draft submitted closed {_BEFORE_ARRIVAL}",
        "redirected": f"draft submitted closed {_BEFORE_ARRIVAL}",
        "cancel_requested": "cancelled submitted received info_requested accepted booked no_show arrived in_care "
        "interim replied rejected redirected expired deceased",
        "closed": "",
        "cancelled": "",
        "expired": "",
        "deceased": "",
    }.items()
}
"""Which words may follow each standard word, beside the word itself; `START`: which may be the first."""
ANSWERED = frozenset(["completed", "cancelled", "rejected"])
"""FHIR's words for a task that is over: none of the leaving words follows an own word with one of them by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusDefinition:
    """`carelane:statusDefinition`: a word of the process's own, or more ways from and to a standard one.

    ``request``, ``task`` and ``xdw`` are the words of FHIR ServiceRequest.status, Task.status and of the XDW task;
    empty: unchanged. ``after`` are the words that it may follow (`START`: it may be the first), ``before`` those that
    may follow it.
    """

    code: str
    name: str = ""
    name_en: str = ""
    request: str = ""
    task: str = ""
    xdw: str = ""
    closes: bool = False
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    line: int = 0

    @property
    def is_standard(self) -> bool:
        """Whether it only adds ways to a standard word."""
        return self.code in NEXT


class StatusWords:
    """The words that a process may set: the standard ones and its own, with what may follow what."""

    def __init__(self, own: Iterable[StatusDefinition] = ()) -> None:
        """Join the standard ways and those that the process adds."""
        self._own = {each.code: each for each in own}
        self._next = {code: {code, *words} - {START} for code, words in NEXT.items()}
        for each in self._own.values():
            if not each.is_standard:
                self._next[each.code] = {each.code} | _leaving(each)
        for each in self._own.values():
            self._next[each.code].update(each.before)
            for word in each.after:
                self._next.setdefault(word, {word}).add(each.code)

    def known(self, word: str) -> bool:
        """Whether it is a word at all."""
        return word in self._own or (word in NEXT and word != START)

    def allows(self, before: str, after: str) -> bool:
        """Whether the word may follow; ``before`` is empty where a case has none yet.

        A word that nobody defined is neither a reason to refuse the next one nor refused here.
        """
        if not self.known(after) or not (before == "" or self.known(before)):
            return True
        return after in self._next[before or START]

    def following(self, word: str) -> tuple[str, ...]:
        """List what may follow a word (empty: at the beginning), in the order of the alphabet."""
        return tuple(sorted(self._next.get(word or START, ())))


def page() -> str:
    """Give the table of transitions of docs/business-status.md."""
    lines = [("Status", "May be followed by"), ("---", "---")]
    for code, words in NEXT.items():
        name = "at the beginning" if code == START else f"`{code}`"
        lines.append((name, ", ".join(f"`{word}`" for word in words) or "nothing"))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _leaving(word: StatusDefinition) -> set[str]:
    """Say how every request may end, whatever it stands at."""
    ended = word.closes or word.task in ANSWERED
    return set() if ended else set(_BEFORE_ARRIVAL.split())
