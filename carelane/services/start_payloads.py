"""The start payload of a case, whatever begins it: a person, a message, a signal, a clock, a condition or a call.

What began it, and the values of a form, are added by the caller (`dataclasses.replace`).
"""

from datetime import datetime

from sqlalchemy import Connection

from carelane.domain.wire import StartProcess
from carelane.services.bundles import packed_bundle
from carelane.services.case_variables import born_with


def start_payload(  # noqa: PLR0913 - one field of the payload each
    connection: Connection,
    *,
    instance_id: str,
    process_id: str,
    bundle_sha256: str,
    institution: str,
    pools: dict[str, str],
    business_key: str,
    started_at: datetime,
    started_by: str = "",
) -> StartProcess:
    """Make the payload, with the released bundle and the variables that every case is born with."""
    return StartProcess(
        instance_id=instance_id,
        process_id=process_id,
        bundle=packed_bundle(connection, bundle_sha256),
        bundle_sha256=bundle_sha256,
        institution=institution,
        pools=pools,
        variables=born_with(
            connection,
            institution=institution,
            pools=pools,
            started_by=started_by,
            business_key=business_key,
            started_at=started_at,
        ),
        business_key=business_key,
        started_by=started_by,
        at_once=True,
    )
