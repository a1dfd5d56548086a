"""A diagram that is hard to read is said to be so, and a diagram cannot attack who looks at it."""

import subprocess
import sys

import pytest

from bpmn.findings import Finding
from bpmn.reader import read_xml
from bpmn.style import MOST, check_style

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'


def styled(body: str, roots: str = "") -> list[Finding]:
    text = (
        f'{HEAD}{roots}<process id="p" name="p" isExecutable="true">{body}</process></definitions>'
    )
    return check_style(read_xml(text.encode(), "p.bpmn"), "p.bpmn")


def rules(body: str, roots: str = "") -> list[tuple[str, str]]:
    return [(each.rule, each.element_id) for each in styled(body, roots)]


def flow(source: str, target: str, more: str = "") -> str:
    return f'<sequenceFlow id="{source}_{target}{more}" sourceRef="{source}" targetRef="{target}"/>'


ENDS = '<startEvent id="s" name="s"/><endEvent id="e" name="e"/>'
TASK = '<task id="{0}" name="{0}"/>'
PLAIN = ENDS + TASK.format("x") + flow("s", "x") + flow("x", "e")


def test_a_diagram_that_reads_well_is_not_remarked_upon() -> None:
    assert rules(PLAIN) == []


@pytest.mark.parametrize(
    ("rule", "element", "body"),
    [
        ("label-required", "x", PLAIN.replace('name="x"', 'name=" "')),
        ("no-implicit-split", "x", PLAIN + TASK.format("y") + flow("x", "y") + flow("y", "e")),
        ("no-duplicate-sequence-flows", "x_e2", PLAIN + flow("x", "e", "2")),
        (
            "end-event-required",
            "p",
            '<startEvent id="s" name="s"/>' + TASK.format("x") + flow("s", "x"),
        ),
        ("start-event-required", "p", TASK.format("x")),
        ("superfluous-label", "x_e", PLAIN.replace('id="x_e"', 'id="x_e" name="done"')),
    ],
)
def test_what_is_hard_to_read_is_said_with_its_place(rule: str, element: str, body: str) -> None:
    found = [each for each in styled(body) if each.rule == f"lint/{rule}"]
    assert element in [each.element_id for each in found]
    assert all(each.severity == "warning" and each.line == 1 and each.hint for each in found)


def test_a_message_that_nobody_uses_is_said() -> None:
    assert rules(PLAIN, '<message id="m" name="m"/>') == [("lint/global", "m")]


def test_two_ways_of_a_split_that_meet_without_a_gateway_are_said_and_two_of_a_choice_are_not() -> (
    None
):
    def meeting(kind: str) -> str:
        split = f'<{kind}Gateway id="g" name="g"/>' + TASK.format("a") + TASK.format("b")
        ways = flow("s", "g") + flow("g", "a") + flow("g", "b") + flow("a", "x") + flow("b", "x")
        return ENDS + split + TASK.format("x") + ways + flow("x", "e")

    assert ("lint/fake-join", "x") in rules(meeting("parallel"))
    assert rules(meeting("exclusive")) == []


def test_names_in_any_script_and_ids_that_others_refuse_are_no_obstacle() -> None:
    body = (
        PLAIN.replace('"x"', '"转诊"')
        .replace("x_e", "流")
        .replace('name="转诊"', 'name="&lt;b&gt;&amp;{{7*7}}"')
    )
    assert rules(body) == []


def test_flows_need_not_be_listed_or_named_to_be_seen() -> None:
    body = PLAIN.replace('id="s_x" ', "").replace('id="x_e" ', "")
    assert rules(body) == []


def test_a_file_that_would_take_long_is_not_looked_at() -> None:
    found = styled("".join(TASK.format(f"t{n}") for n in range(MOST)))
    assert [each.rule for each in found] == ["lint/skipped"]


def test_running_a_case_does_not_load_what_only_looks_at_style() -> None:
    program = (
        "import sys, workflows.definitions, bpmn.definition, bpmn.engine;"
        "sys.exit(any(name.split('.')[0] == 'bpmn_io' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert done.returncode == 0
