"""What would be lost: a patient who is typed by the sound of the name and not found."""

import pytest

from carelane.demo.names import person_names
from carelane.domain.pinyin import initials, spelt


def test_all_invented_names_are_spelt_as_their_owners_spell_them() -> None:
    for one in person_names(1):
        assert spelt(one.chinese) == one.english.replace(" ", "").lower()
        assert initials(one.chinese) == "".join(
            character[0] for character in map(spelt, one.chinese)
        )


@pytest.mark.parametrize(
    ("name", "reading", "letters"),
    [
        ("单雄信", "shanxiongxin", "sxx"),
        ("翟天临", "zhaitianlin", "ztl"),
        ("欧阳明", "ouyangming", "oym"),
        ("芮佳琪", "ruijiaqi", "rjq"),
        ("Wang Li", "wangli", "wl"),
        ("", "", ""),
        ("?", "?", "?"),
    ],
)
def test_names_are_read_as_names(name: str, reading: str, letters: str) -> None:
    assert (spelt(name), initials(name)) == (reading, letters)
