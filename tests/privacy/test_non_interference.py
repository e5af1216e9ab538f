"""What a partner may not see changes, and nothing that the partner gets changes with it: not a byte (trust.md S2).

Each step changes something hidden at random: another kind of data, a piece that nobody released, a piece that is also
about somebody else, another case, another partner. Then a page of the portal is asked for again.
"""

import random
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from cases.actions import share
from cases.meeting_terms import AgendaPoint, MeetingKind, MinutesStatus, SeatKind
from cases.models import Case, HouseholdMember, Party, Person, SharingDecision, Statement, Task
from cases.record_terms import TaskKind
from cases.stappenplan import Step
from cases.statements import Kind
from meetings.actions import NewMeeting, NewSeat, invite_all, plan_meeting
from meetings.models import Meeting, Minutes, Participant
from privacy import gate
from privacy.law import DataCategory
from tests.cast import case_in, proposal
from tests.factories import HouseholdMemberFactory, PersonFactory, UserFactory

KARIM, PIA, OMAR = "karim_receives", "pia_directs_process", "omar_directs_elsewhere"
PER_ANSWER = re.compile(rb'(nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|data-nonce="[^"]*")')
SHARED = (DataCategory.PLAN_GOALS, DataCategory.PLAN_ACTIONS, DataCategory.MINUTES)  # all that Karim receives
HIDDEN = [one for one in DataCategory if one not in (*SHARED, DataCategory.PROGRESS)]


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


class Hidden:
    """Everything that karim may not see, and ways to change it. Needs an open gate."""

    def __init__(self, cast, now, dice):
        self.cast, self.now, self.dice = cast, now, dice
        self.case = Case.objects.get(reference="C-1")
        self.elsewhere = Case.objects.get(reference="C-2")
        self.somebody = PersonFactory(municipality=self.case.municipality, name="Teun", made_at=now)
        HouseholdMemberFactory(case=self.case, person_id=self.somebody.pk, made_by=cast[PIA])
        self.person = UUID(str(cast.ids["person_id"]))
        self.meeting, self.minutes = _table(cast, self.case, self.person, now)

    def words(self):
        return f"{self.dice.choice(['Geheim', 'Schuld', '🧡', 'o’clock'])} {self.dice.random()}"

    def another_kind(self):
        self._say(self.case, category=self.dice.choice(HIDDEN), released=True)

    def not_released(self):
        self._say(self.case, category=self.dice.choice(SHARED), released=False)

    def also_about_somebody_else(self):
        self._say(self.case, category=self.dice.choice(SHARED), released=True, about=[self.person, self.somebody.pk])

    def in_another_case(self):
        self._say(self.elsewhere, category=self.dice.choice(list(DataCategory)), released=True)

    def other_words(self):
        rows = Statement.objects.exclude(case=self.case, category__in=[one.value for one in SHARED])
        row = self.dice.choice(list(rows.values_list("pk", flat=True)))
        Statement.objects.filter(pk=row).update(text=self.words(), changed_at=self.now)

    def taken_away(self):
        rows = list(Statement.objects.filter(text__startswith="Geheim").values_list("pk", flat=True))
        if rows:
            Statement.objects.filter(pk=self.dice.choice(rows)).delete()

    def a_name(self):
        Person.objects.exclude(pk=None).update(name=self.words(), address=self.words())
        HouseholdMember.objects.filter(person=self.somebody).update(role=self.words()[:60])

    def the_question_of_the_meeting(self):
        Meeting.objects.filter(case=self.case).update(question=self.words(), purpose_text=self.words())

    def a_seat_of_somebody_else(self):
        seats = Participant.objects.filter(case=self.case).exclude(party__contact=self.cast[KARIM])
        seats.update(name=self.words(), reason_at_table=self.words(), proposed_name=self.words(), proposed_function="x")

    def a_seat_more(self):
        columns = {"case": self.case, "meeting": self.meeting, "seat_kind": SeatKind.EXPERT, "name": self.words()}
        Participant.objects.create(**columns, category=DataCategory.MINUTES, made_at=self.now, changed_at=self.now)

    def minutes_that_nobody_released(self):
        number = Minutes.objects.filter(case=self.case).count() + 1
        _written(self.case, self.meeting, self.now, number=number, about=[self.person], text=self.words())

    def minutes_about_somebody_else_too(self):
        number, released = Minutes.objects.filter(case=self.case).count() + 1, {"released_at": self.now}
        about = {"about": [self.person, self.somebody.pk], "released_by": self.cast[PIA].pk}
        _written(self.case, self.meeting, self.now, number=number, text=self.words(), **released, **about)

    def a_party(self):
        Party.objects.exclude(contact=self.cast[KARIM]).update(primary_task=self.words(), interest=self.words())

    def a_case(self):
        case = case_in(Step.ANALYSIS, self.now, f"E-{self.dice.randrange(10**9)}")
        self._say(case, category=DataCategory.PLAN_GOALS, released=True)

    def a_colleague(self):
        UserFactory(name=self.words(), organisation=self.cast[PIA].organisation)

    def a_task(self):
        Task.objects.create(
            case=self.case,
            kind=TaskKind.RELEASE,
            assignee_id=self.cast[PIA].pk,
            subject=uuid4(),
            due_on=self.now.date(),
            made_at=self.now,
        )

    def a_decision_for_somebody_else(self):
        lot = User.objects.get(pk=self.cast["lot_receives_elsewhere"].pk)
        offer = proposal(lot, self.now, about=(self.person,))
        taken = {"recipients": [str(lot.pk)], "to_organisation_id": lot.organisation_id, "necessity": self.words()}
        SharingDecision.objects.create(
            case=self.case,
            about=[str(self.person)],
            categories=["living"],
            bases=list(offer.bases),
            subsidiarity=self.words(),
            not_informed_reason="x",
            purpose="cooperation",
            decided_by=self.cast[PIA],
            decided_at=self.now,
            valid_from=self.now,
            valid_until=self.now + timedelta(days=9),
            **taken,
        )

    def change(self):
        ways = [name for name in vars(type(self)) if not name.startswith("_") and name not in ("words", "change")]
        name = self.dice.choice(ways)
        getattr(self, name)()
        return name

    def _say(self, case, *, category, released, about=None):
        Statement.objects.create(
            case=case,
            kind=self.dice.choice([Kind.FACT, Kind.NOTE, Kind.CONCERN]),
            category=category,
            text=self.words(),
            about=about or [self.person],
            made_by=self.cast[PIA],
            made_at=self.now,
            changed_at=self.now,
            released_at=self.now if released else None,
            released_by=self.cast[PIA].pk if released else None,
        )


def _table(cast, case, person, now):
    """Karim is invited to a meeting, and receives the minutes of it. Returns the meeting and these minutes."""
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    table = NewMeeting(MeetingKind.MDO, now + timedelta(days=2), 60, (AgendaPoint.A,), place="Stadhuis")
    meeting_id = plan_meeting(meeting=table, **by)
    names = (("party_id", "De huur"), ("department_id", "De Wmo"))
    seats = [NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids[name], reason=why) for name, why in names]
    invite_all(meeting_id=meeting_id, seats=seats, **by)
    meeting = Meeting.objects.get(pk=meeting_id)
    keys = {"released_at": now, "released_by": cast[PIA].pk}
    minutes = _written(case, meeting, now, number=1, about=[person], text="De huur is betaald.", **keys)
    offer = proposal(cast[KARIM], now, about=(person,), categories=frozenset({DataCategory.MINUTES}))
    share(proposal=offer, **by)
    return meeting, minutes


def _written(case, meeting, now, **columns):
    shared = {"case": case, "meeting": meeting, "category": DataCategory.MINUTES, "status": MinutesStatus.SHARED}
    return Minutes.objects.create(**shared, made_at=now, changed_at=now, **columns)


def visit(client, page):
    """Status, headers and body, without what differs on every answer."""
    cache.clear()
    name, *args = page
    address = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)
    answer = client.get(address, SERVER_NAME=settings.PORTAL_HOST)
    kept = {k: v for k, v in answer.headers.items() if k not in ("Content-Security-Policy", "Content-Length", "Date")}
    return answer.status_code, kept, PER_ANSWER.sub(b"", answer.content)


# Ten thousand steps in four walks: each in a database of its own, and together as fast as there are workers.
WALKS = [pytest.param(seed, 2_500, marks=pytest.mark.slow, id=f"walk {seed}") for seed in range(1, 5)]


@pytest.mark.parametrize(("seed", "steps"), [(0, 60), *WALKS])
def test_what_is_hidden_changes_and_no_byte_of_the_portal_does(client, cast, now, seed, steps):
    client.force_login(cast[KARIM])
    dice = random.Random(seed)
    with gate.opened():
        hidden = Hidden(cast, now, dice)
    known = [
        ("start",),
        ("case", "C-1"),
        ("invitation", "C-1", hidden.meeting.pk),
        ("minutes", "C-1", hidden.minutes.pk),
    ]
    unknown = [("case", "C-2"), ("case", "C-1000"), ("invitation", "C-1", uuid4()), ("minutes", "C-1", uuid4())]
    pages = known + unknown
    before = {page: visit(client, page) for page in pages}
    assert [before[page][0] for page in pages] == [200] * 4 + [404] * 4
    assert len({str(before[page]) for page in unknown}) == 1, "forbidden and absent are the same"
    for step in range(steps):
        with gate.opened(), transaction.atomic():
            what = hidden.change()
        page = dice.choice(pages)
        assert visit(client, page) == before[page], (step, what, page)


def test_what_is_shared_does_change_the_page(client, cast, now):
    """So the test above would see it."""
    client.force_login(cast[KARIM])
    with gate.opened():
        hidden = Hidden(cast, now, random.Random(0))
        before = visit(client, ("case", "C-1"))
        hidden._say(hidden.case, category=DataCategory.PLAN_GOALS, released=True)
    assert visit(client, ("case", "C-1")) != before
