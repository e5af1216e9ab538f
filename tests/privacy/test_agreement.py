"""guardian and the law after ten thousand changes: a thousand pairs of a person and a case, now and a month on."""

import random
from datetime import timedelta
from itertools import product

import pytest
from django.db.models import F

from accounts.kinds import Kind
from accounts.models import User
from cases import actions
from cases.models import Case
from cases.reads import scope
from cases.stappenplan import Step
from privacy import gate, grants, law
from privacy.law import DataCategory, Purpose, Relation, Role, Standing
from privacy.middleware import viewer_of
from privacy.models import Grant
from tests.cases.following import case_at
from tests.cast import proposal
from tests.factories import OrganisationFactory, UserFactory

CHANGES, PAIRS, CASES, PARTNERS = 10_000, 1_000, 30, 20
PIA = "pia_directs_process"
GROUNDS = ("UAVG-30-3a", "WMO-5.2.1")
RECEIVABLE = sorted(law.receivable(Role.CHAIN_PARTNER, Purpose.COOPERATION))


@pytest.fixture
def town(cast, now):
    """Cases with one person each, directed by pia; and partners."""
    cases = {f"D-{n}": case_at(Step.ANALYSIS, cast, now, f"D-{n}")["person_id"] for n in range(CASES)}
    place = OrganisationFactory(name="De Keten", kind=Kind.YOUTH_PROVIDER)
    partners = [UserFactory(name=f"partner {n}", role=Role.CHAIN_PARTNER, organisation=place) for n in range(PARTNERS)]
    return cases, partners


def change(dice, cast, now, town, running):
    """One decision, or one that is taken back. Whether it went through."""
    cases, partners = town
    pia = cast.viewer(PIA)
    if running and dice.random() < 0.45:
        reference, decision = running.pop(dice.randrange(len(running)))
        actions.revoke(viewer=pia, reference=reference, decision_id=decision, reason="Klaar", now=now)
        return True
    reference, person = dice.choice(list(cases.items()))
    offer = proposal(
        dice.choice(partners),
        now,
        about=(person,),
        categories=frozenset(DataCategory(code) for code in dice.sample(RECEIVABLE, dice.randint(1, 4))),
        bases=GROUNDS,
        giver_bases=GROUNDS,
        begins_at=now + timedelta(days=dice.choice((0, 0, 0, 10, 40))),
        valid_until=now + timedelta(days=dice.randint(41, 90) if dice.random() < 0.5 else dice.randint(41, 45)),
    )
    if DataCategory.INVOLVEMENT in offer.categories or DataCategory.BSN in offer.categories:
        return False
    try:
        running.append((reference, actions.share(viewer=pia, reference=reference, proposal=offer, now=now)))
    except actions.NotPossible:
        return False
    return True


def by_the_law(user, case, now):
    viewer = viewer_of(user)
    found = scope.visible(viewer, Purpose.COOPERATION, now).filter(pk=case.pk).first()
    shares = scope.standing_of(found, viewer, now).shares if found else frozenset()
    standing = Standing(frozenset({Relation.RECEIVES}), shares)
    return law.judge(role=viewer.role, purpose=Purpose.COOPERATION, standing=standing).data


def differences(dice, now, partners):
    """The pairs about which the two are of two minds, in either of the ways in which guardian can be asked."""
    users = list(User.objects.filter(pk__in=[one.pk for one in partners]).select_related("organisation"))
    with gate.opened():
        cases = list(Case.objects.filter(reference__startswith="D-"))
        listed = {
            (user.pk, category): set(grants.according_to_guardian(user, category).values_list("pk", flat=True))
            for user, category in product(users, DataCategory)
        }
        wrong, seen = [], 0
        for _ in range(PAIRS):
            user, case = dice.choice(users), dice.choice(cases)
            lawful = by_the_law(user, case, now)
            in_lists = {category for category in DataCategory if case.pk in listed[user.pk, category]}
            asked = {category for category in DataCategory if user.has_perm(f"cases.see_{category}", case)}
            seen += bool(lawful)
            if not lawful == in_lists == asked:
                wrong.append((user.name, case.reference, lawful, in_lists, asked))
    return wrong, seen


@pytest.mark.slow
def test_after_ten_thousand_changes_guardian_and_the_law_agree_about_a_thousand_pairs(cast, now, town):
    dice, running, changes = random.Random(41), [], 0
    while changes < CHANGES:
        changes += change(dice, cast, now, town, running)
    wrong, seen = differences(dice, now, town[1])
    assert wrong == []
    assert 50 < seen < PAIRS, "some see something, and not all do"
    with gate.opened():  # guardian goes by the clock of the database: so the grants are moved back and not the clock on
        month = timedelta(days=42)
        Grant.objects.update(valid_from=F("valid_from") - month, valid_until=F("valid_until") - month)
        assert Grant.objects.filter(valid_until__lte=now).exists(), "some of it expired, and no sweep took it away"
    later, still = differences(dice, now, town[1])
    assert later == []
    assert still > 0
