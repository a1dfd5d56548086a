import pytest

from worklists_ui.addresses import is_page, safe_next, sign_in_address


@pytest.mark.parametrize(
    "address",
    ["/task?id=abc%3A1", "/case?id=0f&tab=history", "/", "/?urgency=EU", "/notices?which=unread"],
)
def test_a_deep_link_survives_the_sign_in(address: str) -> None:
    assert safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/task",
        "//evil.example/task",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/nowhere",
        "/signin",
        "/signout",
        "",
        "task",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(address: str) -> None:
    assert safe_next(address) == "/"


def test_the_sign_in_address_keeps_the_whole_page_address() -> None:
    assert sign_in_address("/task?id=a&b=1") == "/signin?next=%2Ftask%3Fid%3Da%26b%3D1"


@pytest.mark.parametrize(
    "path", ["/assets/diagram/diagram.js", "/_stcore/health", "/static/js/a.js"]
)
def test_files_of_the_application_need_no_session(path: str) -> None:
    assert not is_page(path)
