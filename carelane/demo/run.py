"""`carelane demo`: the group, its twenty referrals, and the logins to try them with."""

from collections.abc import Callable

from carelane.adapters.bootstrap import Product
from carelane.demo.group import SEED, make_group
from carelane.demo.referrals import play_all
from carelane.demo.staff import DEMO_PASSWORD, Employee

_SHOWN = (
    "liulin.doctor",
    "liulin.coord",
    "jianghai.desk",
    "jianghai.spec",
    "jianghai.head",
    "yunxi.desk",
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
    tell("The demonstration is ready.")


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
