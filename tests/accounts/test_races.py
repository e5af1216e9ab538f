"""Two people at the same moment: one of them is refused, never both served."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts import actions, invitations
from accounts.models import Organisation, User
from tests.accounts.conftest import PASSWORD


def at_once(*calls):
    """Runs them together, each on a connection of its own; returns what came back, or what was raised."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            return call()
        except (actions.NotPossible, actions.InvitationNotOpen) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def two(committed_cast):
    return [committed_cast[name].pk for name in ("tess_manages_here", "pia_directs_process")]


def test_two_people_who_disable_each_other_are_never_both_disabled(two, now):
    a, b = two
    outcomes = at_once(
        lambda: actions.disable(by=a, user_id=b, now=now),
        lambda: actions.disable(by=b, user_id=a, now=now),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "NotPossible"]
    assert User.objects.filter(pk__in=two, is_active=True).count() == 1


def test_a_link_that_is_used_twice_at_once_sets_one_password(committed_cast, now):
    place = Organisation.objects.first()
    user_id = actions.invite(
        by=None, name="N", email="n@x.example", role="consultant", function="", organisation_id=place.pk, now=now
    )
    token = invitations.token_for(User.objects.get(pk=user_id))
    words = [f"{PASSWORD} {number}" for number in range(4)]
    outcomes = at_once(
        *(lambda word=word: actions.accept_invitation(token=token, password=word, now=now) for word in words)
    )
    assert outcomes.count(user_id) == 1
    set_by = words[outcomes.index(user_id)]
    assert User.objects.get(pk=user_id).check_password(set_by)


def test_the_same_address_invited_twice_at_once_makes_one_account(committed_cast, now):
    place = Organisation.objects.first()
    given = {"by": None, "role": "consultant", "function": "", "organisation_id": place.pk, "now": now}
    outcomes = at_once(*(lambda n=n: actions.invite(name=f"N{n}", email="zelfde@x.example", **given) for n in range(4)))
    assert sum(isinstance(outcome, actions.NotPossible) for outcome in outcomes) == 3
    assert User.objects.filter(email="zelfde@x.example").count() == 1
