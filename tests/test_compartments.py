"""Need-to-know between colleagues: what belongs to one law, on every page, for who stands to the case under another.

Whoever adds a page or a table does nothing here: a table that a page shows without asking the law, shows its secret.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases import hats
from cases.item import Item, item_tables
from cases.models import (
    Case,
    Consent,
    HatPeriod,
    Party,
    Person,
    PlanAction,
    ProcessingPurpose,
    SharingDecision,
    SharingRequest,
    Statement,
)
from cases.reads.naming import columns_of
from cases.stappenplan import Step
from cases.statements import Kind
from meetings.models import Meeting
from meetings.phases import Phase
from privacy import gate, law
from privacy.law import Compartment, DataCategory
from tests.access_scene import MEANS, PATTERNS, STAFF, TABLES, WORDS
from tests.cases.following import case_at
from tests.cases.rows import Rows, tables
from tests.cast import Cast
from tests.factories import HatPeriodFactory, PersonFactory, UserFactory
from tests.looking import text_of

SECRET = re.compile(r"Geheim van (\w+) (\w+)")
YOUTH, SUPPORT = "C-9", "C-8"
# What PARTY_DATA can show: whoever leaves a table out here has left it out of its page.
SEEN_BY_A_COLLEAGUE = {
    *("question", "resident_vision", "note", "summary", "advice", "triagedecision", "neededexpertise", "consultation"),
    *("objection", "finding", "perspective", "goal", "goalstep", "solutiondirection", "scenario", "planaction"),
    *("scenariotrigger", "contact", "monitoringagreement", "safetyalert", "stagnationsignal", "handoverrefusal"),
    *("lesson", "evaluationanswer", "participant", "sharingdecision", "sharingrequest", "meeting"),
}
DOORS = {"cases:case", "cases:plan", "cases:perspective"}
TITLE_ONLY = {("wmo", "statement")}
CODES = {"cases.closure": {"retention_result": "3.1.5"}}  # what a page looks up
OF_A_MEETING = ("question", "purpose_text", "last_round", "absent_told_by")
LONG = 60  # room for a secret


class OfOneLaw(Rows):
    """Rows of which everything people wrote is a secret that names its law and its table."""

    def __init__(self, law: Compartment, *around: object) -> None:
        super().__init__(*around)
        self.law = law

    def _create(self, model, values):
        """Secrets in every text; where the database wants some texts to be empty here, in those that were asked."""
        if model is Meeting:  # no piece of the file by itself, and yet people write in it
            return super()._create(model, values | {"law": self.law} | dict.fromkeys(OF_A_MEETING, self.secret(model)))
        if not issubclass(model, Item):
            return super()._create(model, values)
        texts = {name: self.secret(model) for name in columns_of(model) if _is_text(model, name)}
        values |= CODES.get(model._meta.label_lower, {})
        values |= {"law": self.law, "category": DataCategory.PLAN_ACTIONS}
        try:
            with transaction.atomic():
                return model.objects.create(**values | texts)
        except IntegrityError:
            return super()._create(model, values | {name: text for name, text in texts.items() if name in values})

    def secret(self, model) -> str:
        return f"Geheim van {self.law} {model._meta.model_name}"


def _is_text(model, name: str) -> bool:
    field = model._meta.get_field(name)
    return field.get_internal_type() != "JSONField" and (field.max_length or LONG) >= LONG


@pytest.fixture
def addresses(cast, now) -> dict[str, dict[str, object]]:
    """A case of which all pieces belong to the Jeugdwet, and one of the Wmo: to both the same people stand."""
    laws = {YOUTH: Compartment.JEUGDWET, SUPPORT: Compartment.WMO}
    return {reference: _file(cast, now, reference, law) for reference, law in laws.items()}


def _file(cast: Cast, now, reference: str, law: Compartment) -> dict[str, object]:
    ids = case_at(Step.MONITORING, cast, now, reference)
    with gate.opened():
        case = Case.objects.get(reference=reference)
        Party.objects.filter(pk=ids["party_id"]).update(law=Compartment.WMO)
        HatPeriodFactory(case=case, wearer=cast["dirk_decides"], worn=hats.DECISION, accepted_at=now)
        person = Person.objects.get(pk=ids["person_id"])
        author = UserFactory(organisation__municipality=case.municipality)
        other = PersonFactory(municipality=case.municipality, made_at=now)
        rows = OfOneLaw(law, case, other, author, now, [str(other.pk)])
        decided = HatPeriod.objects.get(case=case, wearer=cast["dirk_decides"])
        rows.made |= {HatPeriod: decided, ProcessingPurpose: ProcessingPurpose.objects.get(case=case)}
        for model in item_tables().values():
            rows.of(model)
        said = {"case": case, "about": [person.pk], "made_by": author, "made_at": now, "changed_at": now, "law": law}
        for kind in set(Kind) - {rows.of(Statement).kind}:
            Statement.objects.create(
                **said, kind=kind, category=DataCategory.REQUEST_VISION, text=f"Geheim van {law} {kind}"
            )
        Meeting.objects.filter(case=case).update(opened_at=now, phase=Phase.PICTURE)
        made = {name: rows.of(_model(table)).pk for name, table in TABLES.items()}
        own = _shared_with_a_party(rows, now) | {"hat_id": decided.pk, "person_id": person.pk}
    own |= {"party_id": rows.made[Party].pk}
    more = {"meeting_id": Meeting, "item_id": Party, "consent_id": Consent, "action_id": PlanAction}
    known = WORDS | made | own | {"reference": reference}
    return known | {name: rows.made[model].pk for name, model in more.items()}


def _shared_with_a_party(rows: OfOneLaw, now) -> dict[str, object]:
    """Sharing has no law of its own: it is with a party that takes part under this one."""
    there = rows.made[Party].organisation
    there.name = rows.secret(SharingDecision)
    there.save()
    shared = {"case": rows.case, "categories": ["living"], "to_organisation": there, "bases": ["WMO-5.2.1"]}
    words = dict.fromkeys(("task", "necessity", "subsidiarity", "not_informed_reason"), rows.secret(SharingDecision))
    period = {"decided_at": now, "valid_from": now, "valid_until": now + timedelta(days=90)}
    author = rows.made[User]
    decision = SharingDecision.objects.create(**shared, **words, **period, decided_by=author)
    partner = UserFactory(organisation=there, role=law.Role.CHAIN_PARTNER)
    reason = {"asked_at": now, "categories": ["living"], "reason": rows.secret(SharingRequest)}
    SharingRequest.objects.create(case=rows.case, asked_by=author, recipient=partner, **reason)
    return {"decision_id": decision.pk}


def _model(label: str):
    return next(model for model in tables() if model._meta.label_lower == label.lower())


def secrets(
    cast: Cast, who: str, known: dict[str, object], only: Collection[str] = ()
) -> dict[str, set[tuple[str, str]]]:
    """Each page that shows this person a secret, with the law and the table of what it shows."""
    client = Client()
    client.force_login(cast[who])
    found = {}
    for name, address in _addresses(known):
        if only and name not in only:
            continue
        cache.clear()
        response = client.get(address)
        if response.status_code == 200 and (shown := set(SECRET.findall(text_of(response)))):
            found[name] = shown
    return found


def _addresses(known: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every address about this case of which it has the row."""
    for name, pattern in PATTERNS[STAFF].items():
        means = MEANS.get(name, {})
        asked = {one: means.get(one, one) for one in pattern.pattern.converters}
        if "reference" in asked and known.keys() >= set(asked.values()):
            yield name, reverse(name, kwargs={one: known[key] for one, key in asked.items()} | pattern.default_args)


def test_a_colleague_under_another_law_finds_none_of_it_on_any_page_and_a_director_all(cast, addresses):
    """The same people, the same pages, the same words: only the law of the pieces differs."""
    own = secrets(cast, "wim_takes_part", addresses[SUPPORT])
    assert {table for shown in own.values() for _law, table in shown} >= SEEN_BY_A_COLLEAGUE
    assert secrets(cast, "wim_takes_part", addresses[YOUTH]) == {}
    telling = {name: shown for name, shown in own.items() if shown != TITLE_ONLY}
    assert secrets(cast, "dirk_decides", addresses[YOUTH], telling) == {}
    assert secrets(cast, "dirk_decides", addresses[SUPPORT], DOORS).keys() == DOORS
    theirs = secrets(cast, "pia_directs_process", addresses[YOUTH], telling)
    missed = {name: shown - {("wmo", table) for _law, table in theirs.get(name, ())} for name, shown in telling.items()}
    assert not any(missed.values()), missed
    assert secrets(cast, "cas_directs_case", addresses[YOUTH], DOORS).keys() == DOORS


def test_a_seat_or_a_hat_under_a_law_opens_that_law_and_stops_with_it(cast, addresses):
    """Who may keep the parties, says under which law one takes part; and that is seen at once."""
    known = addresses[YOUTH]
    with gate.opened():
        seats = Party.objects.filter(case__reference=YOUTH, contact=cast["wim_takes_part"])
        seats.update(law=Compartment.JEUGDWET)
    assert secrets(cast, "wim_takes_part", known, DOORS).keys() == DOORS
    with gate.opened():
        seats.update(law=Compartment.OTHER)
    assert secrets(cast, "wim_takes_part", known, DOORS) == {}


def test_what_a_rule_allows_is_changed_in_the_law_and_the_pages_follow(cast, addresses, monkeypatch):
    """No other file is touched: the reach of a rule, and then its categories."""
    known = addresses[YOUTH]
    parts = [rule for rule in law.RULES if rule.relation is law.Relation.TAKES_PART]
    others = tuple(rule for rule in law.RULES if rule not in parts)
    monkeypatch.setattr(law, "RULES", (*others, *(replace(rule, reach=law.Reach.WHOLE_CASE) for rule in parts)))
    assert secrets(cast, "wim_takes_part", known, DOORS).keys() == DOORS
    without = tuple(replace(rule, data=rule.data - {DataCategory.PLAN_ACTIONS}) for rule in law.RULES)
    monkeypatch.setattr(law, "RULES", without)
    assert ("jeugdwet", "planaction") not in secrets(cast, "wim_takes_part", known, DOORS).get("cases:plan", set())
