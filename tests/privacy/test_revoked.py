"""S5: once a revocation is committed, nothing that is asked next succeeds, on whatever connection, by whatever way.

Really committed, and asked on connections that were open before and saw the case a moment ago: as in a pool. A partner
has no API, stream or export; what waits in the queue about the sharing holds ids and nothing to read.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions, reads
from cases.models import BreakGlass, Case, Statement
from outbox.models import Message
from privacy import gate
from privacy.law import DataCategory, Purpose, Role
from privacy.middleware import viewer_of
from privacy.portal import restricted
from tests.cast import SECRETS, proposal
from tests.factories import UserFactory
from tests.looking import text_of

SECRET, PIA, BERT = SECRETS[DataCategory.PLAN_GOALS], "pia_directs_process", "bert_stands_nowhere"
TYPED = {"text": "Het loopt vast.", "reason": "Nodig.", "categories": ["plan_goals"]}
CONNECTIONS, NEXT = 2, 2  # so often each way is tried on each connection after a revocation


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


class Somebody:
    """One person on one connection that stays open."""

    def __init__(self, user):
        self.user, self.thread, self.client = user, ThreadPoolExecutor(1), Client()
        self.thread.submit(self.client.force_login, user).result()

    def tries(self, ways):
        """Which of these ways succeed, tried one after the other."""
        return self.thread.submit(lambda: [way for way in ways if way(self)])

    def leaves(self):
        self.thread.submit(lambda: connection.close()).result()
        self.thread.shutdown()


def asked(address, who, method="get", host=settings.PORTAL_HOST, **headers):
    cache.clear()  # or the hundredth request is one too many
    return getattr(who.client, method)(address, TYPED if method == "post" else {}, SERVER_NAME=host, headers=headers)


def answered(address, who, method="get", **options):
    return asked(address, who, method, **options).status_code not in (404, 405)


# --- a partner ---


def at(name, *args):
    return reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)


def finds_it_on_the_start_page(who):
    return "C-1" in text_of(asked(at("start"), who))


def reads_it_without_a_page(who):
    """As a task would that was queued before."""
    given = {"viewer": viewer_of(who.user), "purpose": Purpose.COOPERATION, "now": timezone.now()}
    try:
        reads.open_portal_case(reference="C-1", **given)
    except reads.CaseNotFound:
        return False
    return True


def finds_a_row_in_the_database(who):
    with restricted(viewer_of(who.user)), gate.opened():
        return any(model.objects.exists() for model in (Case, Statement))


def has_the_permission(who):
    with gate.opened():
        return who.user.has_perm("cases.see_plan_goals", Case.objects.get(reference="C-1"))


OF_A_PARTNER = (
    partial(answered, at("case", "C-1")),
    partial(answered, at("case", "C-1"), HX_Request="true"),  # what an open screen asks for
    partial(answered, at("raise_signal", "C-1"), method="post"),  # and what it sends
    partial(answered, at("ask_to_share", "C-1"), method="post"),
    finds_it_on_the_start_page,
    reads_it_without_a_page,
    finds_a_row_in_the_database,
    has_the_permission,
)
# --- somebody of the municipality, in an emergency ---
OF_AN_EMERGENCY = (
    *(partial(answered, f"/casussen/C-1/{page}", host="localhost") for page in ("", "mensen/", "partijen/")),
    partial(answered, "/casussen/C-1/", host="localhost", HX_Request="true"),
)


def rounds(requests, ways):
    """How often to give and take back, to have so many requests after it."""
    return -(-requests // (len(ways) * CONNECTIONS * NEXT))


def succeed(people, ways):
    return [way for found in [somebody.tries(ways) for somebody in people] for way in found.result()]


@pytest.fixture(params=[1, pytest.param(1_000, marks=pytest.mark.slow)])
def requests(request):
    """At least so many, of each of the two."""
    return request.param


def test_after_a_revocation_no_next_request_of_a_partner_succeeds(committed_cast, now, requests):
    cast, pia = committed_cast, committed_cast.viewer(PIA)
    nel = UserFactory(name="nel receives", role=Role.CHAIN_PARTNER, organisation=cast["karim_receives"].organisation)
    offer, tried = proposal(nel, now, about=(cast.ids["person_id"],)), 0
    people = [Somebody(nel) for _connection in range(CONNECTIONS)]
    try:
        for _round in range(rounds(requests, OF_A_PARTNER)):
            given = actions.share(viewer=pia, reference="C-1", proposal=offer, now=now)
            assert len(succeed(people, OF_A_PARTNER)) == len(OF_A_PARTNER) * CONNECTIONS
            assert SECRET in people[0].thread.submit(lambda: text_of(asked(at("case", "C-1"), people[0]))).result()
            actions.revoke(viewer=pia, reference="C-1", decision_id=given, reason="Niet meer nodig", now=now)
            assert succeed(people, OF_A_PARTNER * NEXT) == []
            tried += len(OF_A_PARTNER) * NEXT * CONNECTIONS
        assert tried >= requests
        queued = " ".join(str(payload) for payload in Message.objects.values_list("payload", flat=True))
        assert not [secret for secret in SECRETS.values() if secret in queued]
    finally:
        for somebody in people:
            somebody.leaves()


def test_after_an_emergency_is_stopped_no_next_request_succeeds(committed_cast, now, requests):
    cast, pia, tried = committed_cast, committed_cast.viewer(PIA), 0
    people = [Somebody(cast[BERT]) for _connection in range(CONNECTIONS)]
    try:
        for _round in range(rounds(requests, OF_AN_EMERGENCY)):
            reason = "De buren horen geschreeuw achter de deur."
            actions.break_glass(viewer=cast.viewer(BERT), reference="C-1", reason=reason, now=timezone.now())
            assert len(succeed(people, OF_AN_EMERGENCY)) == len(OF_AN_EMERGENCY) * CONNECTIONS
            with gate.opened():
                use = BreakGlass.objects.latest("opened_at").pk
            actions.revoke_emergency(viewer=pia, reference="C-1", use_id=use, now=timezone.now())
            assert succeed(people, OF_AN_EMERGENCY * NEXT) == []
            tried += len(OF_AN_EMERGENCY) * NEXT * CONNECTIONS
        assert tried >= requests
    finally:
        for somebody in people:
            somebody.leaves()
