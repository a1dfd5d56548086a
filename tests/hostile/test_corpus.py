"""Files that attack: each is refused or becomes an incident, and nothing is opened, imported, run or connected.

The corpus runs in a child process under an audit hook (`child.py`), with an address space that is limited and a
watchdog that ends it when a case hangs. The canary is a file whose content must not come out anywhere, the port one
at which nobody may knock; libxml2 would do both without Python's hook seeing it.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.drive import run_bundle
from tests.hostile.places import PLACES

ROOT = Path(__file__).parents[2]
SECRET = "the-content-of-a-file-nobody-may-read"
GROUPS = {"files": 180, "crossed": 8000, "endless": 60, "others": 80}
"""Groups of the corpus, and how many cases each has at least."""
LONGEST = 1200
"""Seconds after which a child is given up: it hangs."""


@dataclass(frozen=True)
class Group:
    """What the child said about one group, and who came to the port meanwhile."""

    cases: list[dict[str, object]]
    visitors: int


@pytest.fixture(scope="module", params=list(GROUPS))
def group(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Group:
    canary = tmp_path_factory.mktemp("canary") / "secret.txt"
    canary.write_text(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        port = str(listener.getsockname()[1])
        done = subprocess.run(
            [
                sys.executable,
                "-W",
                "error",
                "-m",
                "tests.hostile.child",
                canary,
                port,
                request.param,
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        visitors = _visitors(listener)
    assert done.returncode == 0, done.stderr[-3000:]
    assert not canary.with_name(canary.name + ".ran").exists()
    cases = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(cases) >= GROUPS[request.param]
    return Group(cases, visitors)


def _visitors(listener: socket.socket) -> int:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return 0
    return 1


def wrong(group: Group, attribute: str) -> Iterator[str]:
    for case in group.cases:
        if case.get(attribute):
            yield f"{case['case']}: {case[attribute]}"


def test_nothing_is_opened_imported_executed_or_connected(group: Group) -> None:
    assert list(wrong(group, "events")) == []
    assert group.visitors == 0


def test_no_file_brings_the_program_down(group: Group) -> None:
    assert list(wrong(group, "crash")) == []


def test_no_content_of_another_file_comes_out(group: Group) -> None:
    assert [case["case"] for case in group.cases if SECRET in str(case.get("seen"))] == []


def test_what_must_be_refused_is_refused_and_what_must_stop_stops(group: Group) -> None:
    allowed = {
        "must refuse": {"refused"},
        "must refuse or stop": {"refused", "incident"},
        "must stop": {"refused", "incident"},
    }
    found = [
        f"{case['case']}: {case['outcome']}"
        for case in group.cases
        if case["outcome"]
        not in allowed.get(str(case["case"]).partition(":")[0], {case["outcome"]})
    ]
    assert found == []


@pytest.mark.parametrize("place", PLACES)
def test_a_place_of_the_corpus_takes_an_expression_that_is_no_attack(place: str) -> None:
    """Otherwise its attacks would be refused for the wrong reason."""
    texts = ("1", '"PT1H"', "[1]", "true", '"2026-01-05T10:00:00Z"', '"R3/PT1H"', '["a"]')
    outcomes = {run_bundle(PLACES[place](text), {"institution": "HOS"}).outcome for text in texts}
    assert outcomes != {"refused"}


def test_the_hook_sees_what_it_must_see() -> None:
    """The watch itself works: otherwise the tests above could not fail."""
    program = (
        "import sys; from tests.hostile import watch; watch.begin(); events = []\n"
        "with watch.watched(events):\n"
        "    open('/dev/null').close(); eval('1'); exec('2'); import this; __import__('socket').socket()\n"
        "    import os; os.system('true'); import subprocess; subprocess.run(['true'])\n"
        "kinds = {event.split()[0] for event in events}\n"
        "wanted = {'open', 'compile', 'exec', 'import', 'socket.__new__', 'os.system', 'subprocess.Popen'}\n"
        "sys.exit(', '.join(wanted - kinds) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]


def test_a_hostile_folder_is_checked_without_looking_outside(tmp_path: Path) -> None:
    """What the command opens is the folder itself; pipes, devices and huge files are not read."""
    outside = tmp_path / "outside.txt"
    outside.write_text(SECRET)
    for number, make in enumerate(HOSTILE_FOLDERS):
        folder = tmp_path / f"folder{number}"
        (folder / "forms").mkdir(parents=True)
        (folder / "scenarios").mkdir()
        make(folder, outside)
    program = (
        "import json, sys; from pathlib import Path; from carelane.adapters.folders import check_paths\n"
        "from tests.hostile import watch; top = Path(sys.argv[1]); warm = Path(sys.argv[2])\n"
        "folders = sorted(top.glob('folder*'))\n"
        "check_paths([warm]); watch.begin(); events = []\n"
        "with watch.watched(events):\n"
        "    said = [[str(each) for each in check_paths([folder])] for folder in folders]\n"
        "print(json.dumps({'said': said, 'events': events}))\n"
    )
    warm = ROOT / "bpmn" / "library" / "referral_up"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, tmp_path, warm],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout)
    inside = ("open", "os.scandir", "os.listdir", "pathlib.", "glob.")
    assert [
        event
        for event in report["events"]
        if not event.startswith(inside) or str(tmp_path / "folder") not in event
    ] == []
    assert all(said for said in report["said"])
    assert SECRET not in done.stdout


def _pipe(folder: Path, _outside: Path) -> None:
    os.mkfifo(folder / "process.bpmn")


def _device(folder: Path, _outside: Path) -> None:
    (folder / "process.bpmn").symlink_to("/dev/zero")


def _elsewhere(folder: Path, outside: Path) -> None:
    (folder / "process.bpmn").symlink_to(outside)


def _directory(folder: Path, _outside: Path) -> None:
    (folder / "process.bpmn").mkdir()


def _huge(folder: Path, _outside: Path) -> None:
    with (folder / "process.bpmn").open("wb") as file:
        file.truncate(20_000_000_000)


def _entities(folder: Path, outside: Path) -> None:
    text = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{outside}">]><definitions>&x;</definitions>'
    (folder / "process.bpmn").write_text(text)
    (folder / "d.dmn").write_text(text)
    (folder / "forms" / "f.form").write_text('{"a":' * 50_000)
    (folder / "scenarios" / "s.yaml").write_text("a: &a [*a]")


HOSTILE_FOLDERS = (_pipe, _device, _elsewhere, _directory, _huge, _entities)
