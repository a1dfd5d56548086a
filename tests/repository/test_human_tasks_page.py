"""A person who reads the page would be told of verbs that do not exist, or not told of one that does."""

from pathlib import Path

from carelane.domain.human_task_verbs import page

PAGE = Path(__file__).parents[2] / "docs" / "human-tasks.md"


def test_the_page_of_human_tasks_says_what_the_table_says() -> None:
    _, _, after = PAGE.read_text("utf-8").partition("<!-- verbs -->\n")
    assert after.partition("\n<!-- end of verbs -->")[0] == page()
