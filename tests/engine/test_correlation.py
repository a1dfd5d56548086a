"""The standard's correlation: a reply finds the case that asked, and no other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpmn.conformance.host import BEGIN, Host
from bpmn.engine.effects import PublishMessage, Subscribe
from bpmn.findings import Refused
from bpmn.reader import read_bpmn

Begin = Callable[..., Any]
TEXT = (Path(__file__).parent / "files" / "correlation.bpmn").read_text()


def test_two_cases_get_each_its_own_reply() -> None:
    definitions, findings = read_bpmn(TEXT.encode(), "up.bpmn")
    assert findings == ()
    processes = {process.id: process for process in definitions.processes}
    host = Host(processes)
    for number in (1, 2):
        host.begin(processes["process"], {"number": number, "place": "P"})
    assert {len(each.state.subscriptions) for each in host.running} == {1}
    host.run(BEGIN)
    assert host.outcome() == "completed"
    assert len(host.running) == 4


def test_a_key_is_all_its_properties_or_an_incident(begin: Begin) -> None:
    case = begin("correlation", number=1, place="P")
    assert [each.correlation_key for each in case.of(Subscribe)] == ['[1, "P"]']
    assert [each.correlation_key for each in case.of(PublishMessage)] == [""]
    case = begin("correlation", number=1)
    assert case.incidents() == ["message"]
    case.resolve(place="P")
    assert len(case.of(Subscribe)) == 1


def test_a_subscription_of_zeebe_goes_before() -> None:
    key = '<bpmn:extensionElements><zeebe:subscription correlationKey="=number"/></bpmn:extensionElements>'
    text = TEXT.replace('name="REPLY"/>', f'name="REPLY">{key}</bpmn:message>')
    definitions, _ = read_bpmn(text.encode(), "up.bpmn")
    host = Host({process.id: process for process in definitions.processes})
    host.begin(definitions.processes[0], {"number": 1, "place": "P"})
    (wait,) = host.running[0].state.subscriptions.values()
    assert wait.key == "1"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("=letter.number<", "=letter.<", "invalid_expression"),
        ("<bpmn:dataPath>=number</bpmn:dataPath>", "", "correlation_incomplete"),
        ('correlationPropertyRef="p_number"', 'correlationPropertyRef="p_place"', "correlation_incomplete"),
        ('correlationKeyRef="k_letter"', 'correlationKeyRef="p_place"', "correlation_incomplete"),
        ('correlationKeyRef="k_letter"', 'correlationKeyRef="gone"', "dangling_reference"),
    ],
)  # fmt: skip
def test_a_key_that_finds_nobody_is_refused(old: str, new: str, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        read_bpmn(TEXT.replace(old, new).encode(), "up.bpmn")
    assert rule in [each.rule for each in refused.value.findings]
