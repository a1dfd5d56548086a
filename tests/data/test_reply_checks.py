"""What would be lost: a referral that counts as closed although nobody at home has read what the hospital wrote."""

from carelane.services.reply_checks import check_replies
from tests.data.world import World


def refer(world: World, number: str, *, read: str | None) -> None:
    """Write a closed referral at both ends; ``read`` is the state of the sender's task of reading, if there is one."""
    for case, process in ((number, "referral_up"), (f"{number}-h", "referral_up_hos")):
        with world.database.transaction() as session:
            known = {"process_id": process, "business_key": number, "business_status": "closed"}
            world.case(session, id=case, **known)
    if read is not None:
        with world.database.transaction() as session:
            world.task(session, number, element_id="UP14_read", state=read)


def test_an_unread_reply_would_count_as_read(world: World) -> None:
    refer(world, "A", read="completed")
    refer(world, "B", read="exited")
    refer(world, "C", read=None)
    found = check_replies(world.database)
    assert found.referrals == 6
    assert sorted(each.instance_id for each in found.unread) == ["B", "B-h", "C", "C-h"]
    assert check_replies(world.database, "A-h").unread == ()
    assert len(check_replies(world.database, "B-h").unread) == 1
