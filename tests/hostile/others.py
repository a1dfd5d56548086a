"""Scenarios, forms, calendars and packed bundles that attack whoever reads them."""

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from bpmn.bundle import Bundle
from bpmn.calendar import Calendar, CalendarError, add_working_time
from bpmn.findings import Refused
from bpmn.forms import check_values, read_form
from bpmn.scenarios import read_scenarios
from tests.hostile.drive import Ran

SCENARIO = "scenario: s\ngiven:\n  now: 2026-01-05T08:00:00Z\nsteps: []\n"
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def warm_up() -> None:
    """Load what is loaded late."""
    for text in (SCENARIO, "a: [", "a: !!int x"):
        _read_scenario(text)
    _read_form(
        json.dumps({"id": "f", "components": [{"type": "textfield", "key": "k", "label": "l"}]})
    )
    _calendar({"zone": "Asia/Shanghai"})
    _unpack(Bundle("<a/>").pack())
    _unpack("@")


def cases(canary: str, port: int) -> Iterator[tuple[str, Callable[[], Ran]]]:
    """Every text, all of which must be refused unless the name says otherwise."""
    for name, text in _scenarios(canary).items():
        yield f"must refuse: scenario with {name}", partial(_read_scenario, text)
    for name, text in _harmless_scenarios().items():
        yield f"may read: scenario with {name}", partial(_read_scenario, text)
    for name, form in _forms().items():
        yield f"must refuse: form with {name}", partial(_read_form, form)
    for name, form in _harmless_forms(canary, port).items():
        yield f"may read: form with {name}", partial(_read_form, form)
    for name, packed in _packed().items():
        yield f"must refuse: bundle that is {name}", partial(_unpack, packed)
    for name, calendar in _calendars(canary).items():
        yield f"must refuse: calendar with {name}", partial(_calendar, calendar)


def _read_scenario(text: str) -> Ran:
    ran = Ran()
    try:
        ran.seen = repr(read_scenarios({"a.yaml": text}))
    except Refused as refused:
        ran.refused, ran.seen = [finding.rule for finding in refused.findings], str(refused)
    return ran


def _scenarios(canary: str) -> dict[str, str]:
    laughs = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    return {
        "laughing anchors": laughs,
        "an anchor in itself": "a: &a [*a]\n",
        "a merge of itself": "a: &a\n  <<: *a\n",
        "Python that runs": "scenario: !!python/object/apply:os.system ['id']\n",
        "Python that is made": "scenario: !!python/object/new:os.system ['id']\n",
        "Python by name": "scenario: !!python/name:os.system\n",
        "Python as a module": "scenario: !!python/module:os\n",
        "a tag of one's own": "scenario: !include /etc/passwd\n",
        "a file": f"scenario: !!python/object/apply:open ['{canary}']\n",
        "binary": "scenario: !!binary aGVsbG8=\n",
        "a set": "scenario: !!set {x, y}\n",
        "depth": "[" * 5000,
        "depth of mappings": "{a: " * 5000,
        "depth by lines": "\n".join("  " * n + "a:" for n in range(600)),
        "length": "a: " + "x" * 300_000,
        "many keys": "\n".join(f"k{n}: 1" for n in range(2_000)),
        "one key twice": SCENARIO + "scenario: t\n",
        "a list as a key": "? [a, b]\n: 1\n",
        "two documents": SCENARIO + "---\n" + SCENARIO,
        "no mapping": "- a\n",
        "nothing": "",
        "a NUL": "a: \x00\n",
        "a tab": "\ta: 1\n",
        "a huge number": SCENARIO.replace("steps: []", "steps: [{advance: " + "9" * 5000 + "}]"),
        "sixty-based numbers": SCENARIO.replace("[]", "[{advance: 190:20:30}]"),
        "an unknown step": SCENARIO.replace("[]", '[{run: "id"}]'),
        "endless time": SCENARIO.replace("[]", "[{advance: P99999999Y}]"),
        "a shared file outside": SCENARIO + "uses: ../../../etc/passwd\n",
    }


def _harmless_scenarios() -> dict[str, str]:
    return {
        "a name with markup": SCENARIO.replace(
            "scenario: s", "scenario: <script>alert(1)</script>"
        ),
        "a name with format": SCENARIO.replace("scenario: s", 'scenario: "{0.__class__} %s"'),
    }


def _read_form(text: str) -> Ran:
    ran = Ran()
    try:
        form = read_form(text, "f.form")
        ran.seen = repr(form)
        for value in ("a" * 20_000, -1e308, [[[[]]]], {"a": {}}, None, "2026-99-99"):
            ran.seen += repr(check_values(form, {"k": value, "l": [value]}, NOW))
    except Refused as refused:
        ran.refused, ran.seen = [finding.rule for finding in refused.findings], str(refused)
    return ran


def _form(**component: object) -> str:
    field = {"type": "textfield", "key": "k", "id": "i", "label": "l", **component}
    return json.dumps({"id": "f", "components": [field]})


def _forms() -> dict[str, str]:
    def nested(depth: int) -> dict[str, object]:
        inner: dict[str, object] = {"type": "textfield", "key": "k", "label": "l"}
        for number in range(depth):
            inner = {"type": "group", "key": f"g{number}", "components": [inner]}
        return inner

    many = [{"type": "textfield", "key": f"k{n}", "label": "l"} for n in range(2000)]
    return {
        "depth of lists": "[" * 100_000,
        "depth of objects": '{"a":' * 100_000,
        "groups in groups": json.dumps({"id": "f", "components": [nested(60)]}),
        "many fields": json.dumps({"id": "f", "components": many}),
        "length": _form(label="x" * 600_000),
        "one key twice": '{"id": "f", "id": "g", "components": []}',
        "NaN": '{"id": "f", "components": [], "version": NaN}',
        "Infinity": '{"id": "f", "components": [], "version": -Infinity}',
        "a number of 5,000 digits": '{"id": "f", "version": ' + "9" * 5000 + "}",
        "nothing": "",
        "a list": "[]",
        "a pattern that repeats a repetition": _form(validate={"pattern": "(a+)+$"}),
        "a pattern that repeats a choice": _form(validate={"pattern": "(a|a)*$"}),
        "a pattern that looks back": _form(validate={"pattern": "(a*)\\1b"}),
        "a pattern that looks ahead": _form(validate={"pattern": "(?=a)"}),
        "a pattern of 20,000 characters": _form(validate={"pattern": "a?" * 10_000}),
        "a deep pattern": _form(validate={"pattern": "(" * 400 + ")" * 400}),
        "no pattern": _form(validate={"pattern": "["}),
        "a pattern that is an object": _form(validate={"pattern": {"a": 1}}),
        "a length below nothing": _form(validate={"minLength": -1}),
        "a minimum above the maximum": _form(type="number", validate={"min": 2, "max": 1}),
        "markup": _form(type="html", content="<script>alert(1)</script>"),
        "a foreign page": _form(type="iframe", url="http://127.0.0.1/"),
        "an unknown type": _form(type="__class__"),
        "a condition that is no FEEL": _form(conditional={"hide": "=__import__('os')."}),
        "components that are a text": '{"id": "f", "components": "x"}',
        "a component that is a number": '{"id": "f", "components": [1]}',
        "a lone surrogate": '{"id": "\\ud800", "components": []}',
    }


def _harmless_forms(canary: str, port: int) -> dict[str, str]:
    return {
        "markup in a label": _form(label="<script>alert(1)</script>"),
        "a link in the text": _form(type="text", text=f"![x](http://127.0.0.1:{port}/x) {canary}"),
        "a dunder key": _form(key="__class__"),
        "a path as key": _form(key="a.b.c"),
        "a pattern of stars": _form(validate={"pattern": "a*b*c*d*"}),
        "huge bounds": _form(type="number", validate={"min": -1e308, "max": 1e308}),
    }


def _unpack(packed: str) -> Ran:
    ran = Ran()
    try:
        ran.seen = Bundle.unpack(packed).bpmn[:100]
    except ValueError as error:
        ran.refused, ran.seen = ["bundle"], str(error)
    return ran


def _packed() -> dict[str, str]:
    def packed(content: bytes) -> str:
        return base64.b64encode(zlib.compress(content, 9)).decode()

    twice = zlib.compress(zlib.compress(bytes(1_000_000_000), 9), 9)
    return {
        "a bomb": packed(b'{"bpmn": "' + b"a" * 400_000_000 + b'", "dmn": {}, "forms": {}}'),
        "a bomb of nothing": packed(bytes(400_000_000)),
        "a bomb in a bomb": base64.b64encode(twice).decode(),
        "half": packed(b'{"bpmn": "a", "dmn": {}, "forms": {}}')[:20],
        "no base64": "!!!!",
        "not packed": base64.b64encode(b"plain").decode(),
        "no JSON": packed(b"plain"),
        "deep JSON": packed(b"[" * 200_000),
        "a list": packed(b"[]"),
        "without files": packed(b"{}"),
        "with a number for a file": packed(b'{"bpmn": 1, "dmn": {}, "forms": {}}'),
        "with numbers for files": packed(b'{"bpmn": "a", "dmn": {"a": 1}, "forms": {}}'),
        "with a lone surrogate": packed(b'{"bpmn": "\\ud800", "dmn": {}, "forms": {}}'),
        "empty": "",
    }


def _calendar(value: object) -> Ran:
    ran = Ran()
    try:
        calendar = Calendar.from_json(value)
        ran.seen = repr(add_working_time(NOW, "PT1H", calendar))
    except CalendarError as error:
        ran.refused, ran.seen = ["calendar"], str(error)
    return ran


def _calendars(canary: str) -> dict[str, object]:
    good: dict[str, object] = {"zone": "Asia/Shanghai"}
    return {
        "a path for a zone": good | {"zone": f"../../../..{canary}"},
        "a file for a zone": good | {"zone": canary},
        "an unknown zone": good | {"zone": "Mars/Olympus"},
        "no zone": {},
        "a list": [1],
        "no days": good | {"weekdays": []},
        "a day that is none": good | {"weekdays": [8]},
        "hours that never open": good | {"hours": []},
        "hours that close before they open": good | {"hours": [["10:00", "09:00"]]},
        "hours that are text": good | {"hours": "always"},
        "a holiday that is none": good | {"holidays": ["2026-02-30"]},
        "an unknown field": good | {"__class__": 1},
    }
