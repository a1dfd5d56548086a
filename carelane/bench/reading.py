"""The time to read, check and compile a file of 25 elements, against SpiffWorkflow's parsing of the same bytes.

Every round has a file of its own (its expressions carry a comment with the round's number), so that no
cache answers; both sides get the bytes. SpiffWorkflow parses without its schema validation.
"""

import gc
import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from SpiffWorkflow.bpmn.parser import BpmnParser

from bpmn.definition import Bundle, compile_bundle
from bpmn.engine.program import program_of

ADMISSION = Path(__file__).with_name("admission.bpmn")
ROUNDS = 40
_EXPRESSION = re.compile(r'(?<=[">])=[^"<]+')


def parse_times() -> tuple[float, float]:
    """Give the median seconds of a round: ours, SpiffWorkflow's."""
    text = ADMISSION.read_text("utf-8")
    files = [_variant(text, number) for number in range(ROUNDS + 1)]
    _read_ours(files[0])
    _read_theirs(files[0])
    times = [(_timed(_read_ours, file), _timed(_read_theirs, file)) for file in files[1:]]
    return median(ours for ours, _ in times), median(theirs for _, theirs in times)


def _variant(text: str, number: int) -> str:
    return _EXPRESSION.sub(lambda found: f"{found[0]} /* {number} */", text)


def _read_ours(text: str) -> None:
    definition = compile_bundle(Bundle(text))
    program_of(definition.processes["admission"])


def _read_theirs(text: str) -> None:
    parser = BpmnParser()
    parser.add_bpmn_str(text.encode())
    parser.get_spec("admission")


def _timed(read: Callable[[str], None], text: str) -> float:
    gc.collect()
    begin = process_time()
    read(text)
    return process_time() - begin
