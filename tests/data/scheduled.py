"""The product as the scheduler has it, with a postbox instead of a mail server, and a case to sweep over."""

import pytest

from carelane.adapters.bootstrap import Product
from carelane.services import process_definitions, process_instances
from carelane.services.ports import Mail
from carelane.services.process_instances import StartRequest
from carelane.settings import Settings
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World


class Postbox:
    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.broken = False

    def send(self, mail: Mail) -> None:
        if self.broken:
            raise OSError
        self.mails.append(mail)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def product(world: World, cases: CasesInMemory, postbox: Postbox) -> Product:
    return Product(settings=Settings(), database=world.database, cases=cases, mailer=postbox)


def started(world: World, cases: CasesInMemory) -> str:
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    doctor = world.actor("doctor1")
    return process_instances.start(world.database, cases, doctor, request, "s").instance_id
