"""What stands in a decision table's file."""

from pathlib import Path

from lxml import etree

NAMES = {"d": "https://www.omg.org/spec/DMN/20191111/MODEL/"}


def rules_in(file: Path, decision_id: str) -> set[str]:
    """Name the rules of a decision, without the decision's name in front."""
    found = etree.parse(str(file)).xpath(
        f"//d:decision[@id='{decision_id}']//d:rule/@id", namespaces=NAMES
    )
    return {str(each).removeprefix(f"{decision_id}_") for each in found}
