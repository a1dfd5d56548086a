"""`carelane demo`: the group, its twenty referrals, three emergency calls, and the logins to try them with."""

from collections.abc import Callable

from carelane.adapters.bootstrap import Product
from carelane.demo.emergencies import play_calls
from carelane.demo.group import SEED, make_group
from carelane.demo.referrals import play_all
from carelane.demo.simulation import run as simulation
from carelane.demo.simulation.told import Told, report, to_json
from carelane.demo.staff import DEMO_PASSWORD, Employee

_SHOWN = (
    "liulin.doctor",
    "liulin.coord",
    "jianghai.desk",
    "jianghai.spec",
    "jianghai.head",
    "yunxi.desk",
    "ems.dispatch",
    "jianghai.ed",
    "group.desk",
    "group.designer",
    "group.operator",
)


def run_demo(product: Product, tell: Callable[[str], None]) -> None:
    """Fill the product with the demonstration (going on where an earlier run stopped); print the logins."""
    everybody = make_group(product.database)
    for line in logins(everybody):
        tell(line)
    play_all(product.database, product.cases, SEED, tell)
    play_calls(product.database, product.cases, tell)
    tell("The demonstration is ready.")


def live(
    product: Product | None, days: int, seed: int, tell: Callable[[str], None], *, as_json: bool
) -> Told:
    """Live some days of the group and bring them into the product, if there is one; tell what came of them."""
    progress = (lambda _line: None) if as_json else tell
    if product is None:
        told = simulation.try_month(days, seed, progress)
    else:
        told = simulation.fill(product.database, product.cases, days, seed, progress)
        for line in logins(make_group(product.database)):
            progress(line)
    for line in [to_json(told)] if as_json else report(told):
        tell(line)
    return told


def logins(everybody: tuple[Employee, ...]) -> list[str]:
    """Give the lines that tell people how to sign in."""
    by_login = {one.login: one for one in everybody}
    lines = [f"Demonstration logins, all with the password {DEMO_PASSWORD}:"]
    for login in _SHOWN:
        person = by_login[login]
        names = f"{person.naming.chinese} {person.naming.english}"
        lines.append(f"  {login:<16} {names}, {person.role} at {person.institution_code}")
    lines.append(f"  and {len(everybody) - len(_SHOWN)} more: place.job, such as shiqiao.doctor2")
    return lines
