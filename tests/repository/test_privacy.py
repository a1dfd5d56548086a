"""What would be lost: the encryption of everything, by one client that was made past it."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAY_CONNECT = {
    "carelane/adapters/temporal_client.py": "gives every client the codec",
    "carelane/adapters/temporal_server.py": "waits for the server and sets the namespace's retention: no payloads",
}
PACKAGES = ("activities", "bpmn", "carelane", "workflows", "worklists_ui", "tests")


def calls(path: Path) -> list[str]:
    """The names of methods that are called, with the name before the dot."""
    return [
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    ]


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def test_a_client_would_send_plain_payloads() -> None:
    made = {
        path.relative_to(ROOT).as_posix()
        for path in sources(*PACKAGES)
        if {"Client.connect", "WorkflowEnvironment.start_local"} & set(calls(path))
    }
    assert made == set(MAY_CONNECT)


def test_reasons_would_stand_in_plain_text_in_temporals_store() -> None:
    """Temporal never encrypts the reason of a termination or a reset: cases are ended by Updates."""
    said = [
        path.relative_to(ROOT).as_posix()
        for path in sources(*PACKAGES[:-1])
        if any(call.endswith(".terminate") and "handle" in call for call in calls(path))
    ]
    assert said == []
    searched = ("search_attributes", "memo=", "static_summary", "static_details")
    for path in sources("carelane/adapters", "workflows", "activities"):
        text = path.read_text("utf-8")
        assert not [word for word in searched if word in text], path
