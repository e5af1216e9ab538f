"""
What a page of a case may ask of the database: no more for a full case than for a new one, and never more than the line
of that page says (trust.md, P6: the case page 10). A page without a line fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from cases.hats import Hat
from cases.models import BreakGlass, Case, Consent, HatPeriod, Party, Person, PlanAction, SharingDecision
from cases.stappenplan import Step
from cases.terms import Compartment
from meetings.models import CalendarInvite, Material, Meeting, MinutesCopy, Participant
from privacy import gate
from privacy.representation import ConsentKind
from tests.cases.rows import Rows, fill
from tests.cast import MUNICIPAL_DIRECTION, case_in

REFERENCE = "C-7"
PIA, TESS, INA = "pia_directs_process", "tess_manages_here", "ina_inquires"
MOST = {  # all that a page asks, so with session, user, scope, line in the read log, hats and facts: 6 for the shell
    "cases:action": 11,
    "cases:advice": 8,
    "cases:attention": 7,
    "cases:bsn": 8,
    "cases:case": 9,
    "cases:change_process_director": 11,
    "cases:closure": 8,
    "cases:decision": 8,
    "cases:emergencies": 9,
    "cases:ask_consent": 10,
    "cases:consent": 12,
    "cases:consent_form": 12,
    "cases:consents": 13,
    "cases:erase_case": 14,
    "cases:erase_person": 14,
    "cases:evaluation": 8,
    "cases:extract": 12,
    "cases:find_by_bsn": 6,
    "cases:handover": 9,
    "cases:hat": 11,
    "cases:hats": 10,
    "cases:keeping": 19,
    "cases:looked": 11,
    "cases:looked_for_oversight": 8,
    "cases:monitoring": 8,
    "cases:my_emergency": 6,
    "cases:naming": 12,
    "cases:new_share": 11,
    "cases:new_writing": 8,
    "cases:overview": 9,
    "cases:override_conflict": 11,
    "cases:parties": 8,
    "cases:party": 8,
    "cases:people": 7,
    "cases:person": 8,
    "cases:perspective": 11,
    "cases:picture": 8,
    "cases:plan": 12,
    "cases:procesplaat": 9,
    "cases:put_on_hat": 9,
    "cases:question": 11,
    "cases:releasing": 9,
    "cases:scaling_down": 11,
    "cases:sharing": 11,
    "cases:solutions": 11,
    "cases:steering_case": 11,
    "cases:steering_step": 12,
    "cases:step": 6,
    "cases:timeline": 7,
    "cases:triage": 9,
    "cases:writing": 8,
    "meetings:close_meeting": 12,
    "meetings:live": 13,
    "meetings:pictures": 12,
    "meetings:pictures_room": 13,
    "meetings:room": 12,
    "meetings:room_live": 12,
    "meetings:meeting": 13,
    "meetings:meetings": 10,
    "meetings:calendar": 10,
    "meetings:invitation_paper": 18,
    "meetings:minutes": 26,
    "meetings:minutes_copy": 15,
    "meetings:dates": 12,
    "meetings:dates_of": 12,
    "meetings:minutes_pdf": 15,
    "meetings:together": 13,
    "meetings:material": 13,
    "meetings:material_file": 10,
    "meetings:plan_meeting": 12,
    "meetings:prepare": 19,
    "meetings:prepare_meeting": 19,
    "meetings:room_paper": 22,
    "meetings:opening_paper": 22,
    "meetings:table": 13,
}
SEEN_BY = {  # who opens it, where that is not the process director
    "cases:bsn": INA,
    "cases:find_by_bsn": INA,
    "cases:change_process_director": TESS,
    "cases:erase_case": TESS,
    "cases:handover": INA,
    "cases:my_emergency": INA,
    "cases:looked_for_oversight": "ger_protects_data",
    "cases:override_conflict": TESS,
    "cases:steering_case": TESS,
    "cases:steering_step": TESS,
}
MANY = 8
# A savepoint is, outside a test, the transaction itself; that a session is in use is noted once a minute.
UNCOUNTED = re.compile('SAVEPOINT|RELEASE SAVEPOINT|UPDATE "accounts_session"')


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address that is about one case, with the names of its arguments."""
    for space in ("cases", "meetings"):
        for name, patterns in get_resolver().namespace_dict[space][1].reverse_dict.lists():
            arguments = patterns[0][0][0][1]
            if isinstance(name, str) and "reference" in arguments:
                yield f"{space}:{name}", tuple(arguments)


@pytest.fixture
def case(cast, now) -> Case:
    """A case in its second round, with a process director."""
    with gate.opened():
        case = case_in(Step.MONITORING, now, REFERENCE, cycle_number=2)
        worn = {"case": case, "hat": Hat.PROCESS_DIRECTION, "variant": MUNICIPAL_DIRECTION.variant}
        HatPeriod.objects.create(**worn, wearer=cast[PIA], put_on_at=now, accepted_at=now)
        HatPeriod.objects.create(case=case, hat=Hat.INQUIRY, wearer=cast[INA], put_on_at=now, accepted_at=now)
        over = {"opened_at": now - timedelta(hours=9), "until": now - timedelta(hours=8), "review_due_on": now.date()}
        reason = "De buren hoorden geschreeuw achter de deur."
        BreakGlass.objects.create(case=case, user=cast[INA], reason=reason, **over)
    return case


@pytest.fixture
def handed_over(cast, case, now) -> UUID:
    """A hat that somebody is asked to take over."""
    worn = {"case": case, "hat": Hat.DECISION, "law": Compartment.WMO, "wearer": cast["dirk_decides"]}
    with gate.opened():
        asked = HatPeriod.objects.create(**worn, put_on_at=now, handover_asked_at=now, handed_to=cast[INA])
    return asked.pk


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


def arguments_of(rows: Rows, handed_over: UUID) -> dict[str, dict[str, object]]:
    """What stands in each address: for all the same, and for a few pages something of their own."""
    party = rows.made[Party].pk
    shared = {
        "reference": REFERENCE,
        "person_id": rows.made[Person].pk,
        "party_id": party,
        "hat_id": rows.made[HatPeriod].pk,
        "meeting_id": rows.made[Meeting].pk,
        "seat_id": rows.made[Participant].pk,
        "copy_id": rows.made[MinutesCopy].pk,
        "material_id": rows.made[Material].pk,
        "organisation_id": rows.made[Party].organisation_id,
        "decision_id": rows.of(SharingDecision).pk,
        "code": Hat.INQUIRY.value,
        "kind": ConsentKind.SECRECY_WAIVER.value,
        "consent_id": rows.made[Consent].pk,
        "action_id": rows.made[PlanAction].pk,
        "move_id": "T20",
        "sort": "bevinding",
        "table": "cases.party",
        "item_id": party,
    }
    own = {"cases:handover": {"hat_id": handed_over}, "cases:writing": {"sort": "leefgebied", "key": "housing"}}
    return {name: shared | own.get(name, {}) for name, _arguments in addresses()}


def test_a_page_that_has_no_line_here_is_no_page(client, cast, case):
    """Whoever adds a page says what it may ask; what only takes a POST is refused before it looks at anything."""
    client.force_login(cast[PIA])
    unlisted = [(name, arguments) for name, arguments in addresses() if name not in MOST]
    pages = []
    for name, arguments in unlisted:
        address = reverse(name, args=[REFERENCE if word == "reference" else uuid4() for word in arguments])
        pages += [name] * (client.get(address).status_code != 405)
    assert pages == []
    assert MOST.keys() <= {name for name, _arguments in addresses()}


def test_each_page_asks_as_much_for_many_as_for_one_and_no_more_than_its_line(client, cast, case, handed_over, now):
    with gate.opened():
        rows = fill(case, now, 1)
        _in_the_calendar(rows, cast)
    few = questions(client, cast, rows, handed_over)
    with gate.opened():
        fill(case, now, MANY - 1, rows)
    many = questions(client, cast, rows, handed_over)
    grown = {name: (len(few[name]), asked) for name, asked in many.items() if len(asked) > len(few[name])}
    assert not grown
    assert {name: len(asked) for name, asked in many.items() if len(asked) > MOST[name]} == {}


def _in_the_calendar(rows: Rows, cast) -> None:
    """The meeting of the addresses in the calendar of who looks; beside its seat of a party, one of the household."""
    CalendarInvite.objects.filter(pk=rows.made[CalendarInvite].pk).update(
        user=cast[PIA], meeting_id=rows.made[Meeting].pk, cancelled_at=None
    )
    seat = rows.made[Participant]
    Participant.objects.filter(pk=seat.pk).update(person=None)
    seat.pk, seat.party, seat._state.adding = uuid4(), None, True
    seat.save()
    made = rows.made[Material]
    Consent.objects.filter(pk=made.consent_id).update(withdrawn_at=None, withdrawn_how="", withdrawn_by=None)
    made.file, made.content_type, made.size = uuid4(), "image/png", 1
    made.save()
    default_storage.save(str(made.file), ContentFile(b"x"))


def questions(client, cast, rows, handed_over) -> dict[str, list[str]]:
    """What each page asks, as SQL."""
    words, asked = arguments_of(rows, handed_over), {}
    for name, arguments in sorted(addresses(), key=lambda one: SEEN_BY.get(one[0], PIA)):
        if name not in MOST:
            continue
        client.force_login(cast[SEEN_BY.get(name, PIA)])
        address = reverse(name, args=[words[name][word] for word in arguments])
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, name
        asked[name] = [query["sql"] for query in captured if not UNCOUNTED.match(query["sql"])]
    return asked
