"""Business statuses: every word has a meaning, and along every path only those follow each other that may."""

from bpmn.check.notes import Notes
from bpmn.check.status_flow import StatusFlow, Told
from bpmn.model import FlowNode, Process
from bpmn.model.statuses import StatusWords


def check_statuses(notes: Notes, process: Process) -> None:
    """Warn of a status (a bundle is refused) where, on some path, it may not follow the one before."""
    if not any(node.status for node in process.nodes()):
        return
    words, flow = StatusWords(process.statuses), StatusFlow(process)
    for node in process.nodes():
        _check(notes, words, node, flow.arriving.get(node.id, frozenset()))


def _check(notes: Notes, words: StatusWords, node: FlowNode, told: Told) -> None:
    ordered = sorted(node.status, key=lambda each: each.on)
    before = dict(sorted(told))
    for status in ordered:
        if not words.known(status.value):
            message = (
                f"nobody defines the status {status.value!r}: it has no name and no equivalent"
            )
            hint = (
                "use a word of docs/business-status.md, or define it by carelane:statusDefinition"
            )
            notes.warning("status_unknown", node, message, hint)
        wrong = [word for word in sorted(before) if not words.allows(word, status.value)]
        if wrong:
            _tell(notes, node, status.value, [(word, before[word]) for word in wrong])
        before = {status.value: node.id}


def _tell(notes: Notes, node: FlowNode, word: str, wrong: list[tuple[str, str]]) -> None:
    places = ", ".join(f"{one} (set at {at})" if one else "no status" for one, at in wrong)
    message = f"the status {word} may not follow {places}, and a path leads there"
    hint = "set the word between, or allow it by carelane:statusDefinition after/before"
    notes.warning("status_transition", node, message, hint)
