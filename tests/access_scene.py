"""What stands in C-1 and in C-2 when everybody tries every address: a row for each id that an address can name.

So that a 404 is a refusal, and not just an absence: whoever may gets a page, of the same row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import Team, User
from cases import actions
from cases.hats import Hat, Variant
from cases.meeting_terms import MinutesStatus, SeatKind
from cases.models import (
    Bottleneck,
    BreakGlass,
    Case,
    Consent,
    HatPeriod,
    HouseholdMember,
    Party,
    Person,
    PlanAction,
    PlanOfApproach,
    Scenario,
    SharingDecision,
    Statement,
    Task,
)
from cases.record_terms import GlassVerdict, TaskKind
from cases.statements import Kind
from cases.terms import ActionStatus, Compartment, ScenarioCode
from meetings.actions import NewSeat, invite
from meetings.models import CalendarInvite, Material, Meeting, Minutes, MinutesCopy
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from privacy.representation import ConsentKind
from tests.cases.rows import Rows
from tests.cast import PARTNERS, SECRETS, Cast, proposal

HIDING_PLACE = "Schuilplaats 12"
NAMED = SECRETS[DataCategory.IDENTITY_CONTACT]
STAFF, PORTAL = settings.ROOT_URLCONF, settings.PORTAL_URLCONF
HOSTS = {STAFF: "localhost", PORTAL: settings.PORTAL_HOST}
DIRECTORS = {"C-1": "pia_directs_process", "C-2": "omar_directs_elsewhere"}
TABLES = {  # the name in an address: the table that it means
    "apart_id": "cases.KeptApart",
    "advice_id": "cases.Advice",
    "expertise_id": "cases.NeededExpertise",
    "authority_id": "cases.ParentalAuthority",
    "representative_id": "cases.Representative",
    "objection_id": "cases.Objection",
    "perspective_id": "cases.Perspective",
    "signal_id": "cases.StagnationSignal",
    "alert_id": "cases.SafetyAlert",
    "finding": "cases.Finding",
    "formal_decision_id": "cases.FormalDecision",
    "scaling": "cases.ScalingDecision",
    "request_id": "cases.SharingRequest",
    "question_id": "cases.Consultation",
    "seat_id": "meetings.Participant",
    "new_fact_id": "meetings.NewFactsSignal",
    "topic_id": "meetings.Topic",
    "copy_id": "meetings.MinutesCopy",
    "contribution_id": "meetings.Contribution",
    "option_id": "meetings.DateOption",
    "call_id": "cases.PlannedCall",
    "material_id": "meetings.Material",
}
WORDS = {  # what an address names that is no row
    "slug": "wat-regie-betekent",
    "position": 1,
    "which": "vraag",
    "move_id": "T08",
    "sort": "bevinding",
    "code": Hat.INQUIRY.value,
    "table": "cases.party",
    "token": "niet-uitgegeven",
    "uidb36": "1",
    "key": "niet-uitgegeven",
    "kind": "secrecy_waiver",
    "pk": 1,
}
MEANS = {  # where the same name in an address means another row
    "cases:writing": {"key": "finding"},
    "cases:change_formal_decision": {"decision_id": "formal_decision_id"},
    "cases:accept_hat": {"hat_id": "hat_to_accept"},
    "cases:decline_hat": {"hat_id": "hat_to_accept"},
    "cases:answer_handover": {"hat_id": "hat_to_hand_over"},
    "cases:refuse_handover": {"hat_id": "hat_to_hand_over"},
    "cases:handover": {"hat_id": "hat_asked_of_jo"},
    "cases:accept_handover": {"hat_id": "hat_asked_of_jo"},
    "cases:decline_handover": {"hat_id": "hat_asked_of_jo"},
    "cases:action": {"action_id": "action_of_wim"},
    "cases:move_action_earlier": {"action_id": "action_of_wim"},
    "cases:move_action_later": {"action_id": "action_of_wim"},
    "cases:accept_action": {"action_id": "action_of_wim"},
    "cases:decline_action": {"action_id": "action_of_wim"},
    "cases:report_progress": {"action_id": "action_of_wim"},
    **{
        f"meetings:{name}": {"action_id": "action_of_wim"}
        for name in ("move_action_earlier", "move_action_later", "accept_action", "decline_action")
    },
    "cases:activate_scenario": {"code": "scenario_code"},
    "cases:answer_consent": {"consent_id": "open_consent"},
    "cases:withdraw_consent": {"consent_id": "given_consent"},
    "meetings:change_meeting": {"meeting_id": "planned_meeting"},
    **{
        f"meetings:{name}": {"meeting_id": "planned_meeting"}
        for name in ("propose_dates", "withdraw_date", "answer_dates", "record_dates", "pick_date")
    },
    "meetings:cancel_meeting": {"meeting_id": "planned_meeting"},
    "meetings:open_meeting": {"meeting_id": "planned_meeting"},
    "meetings:resume_meeting": {"meeting_id": "broken_off_meeting"},
    "meetings:end_as_it_is": {"meeting_id": "broken_off_meeting"},
    "meetings:draft_minutes": {"meeting_id": "closed_meeting"},
    "meetings:save_minutes": {"meeting_id": "closed_meeting"},
    "meetings:add_statement": {"meeting_id": "closed_meeting"},
    "meetings:renew_minutes": {"meeting_id": "closed_meeting"},
    "meetings:let_read_along": {"meeting_id": "closed_meeting"},
    "meetings:stop_reading_along": {"meeting_id": "closed_meeting"},
    "meetings:share_with_each": {"meeting_id": "closed_meeting"},
    "meetings:confirm_minutes": {"meeting_id": "closed_meeting"},
    "meetings:resolve_new_facts": {"signal_id": "new_fact_id"},
    "meetings:calendar": {"meeting_id": "planned_meeting"},
    "portal:calendar": {"meeting_id": "planned_meeting"},
    "meetings:own_door": {"invite_id": "director_invite"},
    "portal:own_door": {"invite_id": "partner_invite"},
    "portal:invitation": {"meeting_id": "planned_meeting"},
    "portal:accept_invitation": {"meeting_id": "planned_meeting"},
    "portal:answer_dates": {"meeting_id": "planned_meeting"},
    "portal:decline_invitation": {"meeting_id": "planned_meeting"},
    "portal:propose_representative": {"meeting_id": "planned_meeting"},
    "portal:seat": {"meeting_id": "planned_meeting"},
    "portal:seat_live": {"meeting_id": "planned_meeting"},
    "portal:contribute": {"meeting_id": "planned_meeting"},
    "portal:take_back": {"meeting_id": "planned_meeting"},
    "portal:together": {"meeting_id": "planned_meeting"},
    "portal:answer_round": {"meeting_id": "planned_meeting"},
    "portal:take_my_turn": {"meeting_id": "planned_meeting"},
    "portal:accept_at_table": {"meeting_id": "planned_meeting"},
    "portal:decline_at_table": {"meeting_id": "planned_meeting"},
}


@dataclass(frozen=True)
class Scene:
    """The ids of both cases, and the address of every page in either."""

    cast: Cast
    ids: dict[str, dict[str, object]]

    def address(self, site: str, name: str, reference: str = "C-1", *, ids_of: str | None = None) -> str:
        """Where this page is, of this case; with the rows of another case when ids_of names one."""
        pattern = PATTERNS[site][name]
        known = self.ids[ids_of or reference] | {"reference": reference}
        means = MEANS.get(name, {})
        kwargs = {asked: known[means.get(asked, asked)] for asked in pattern.pattern.converters}
        return reverse(name, urlconf=site, kwargs=kwargs | pattern.default_args)


def _patterns(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + pattern.name, pattern
        else:
            yield from _patterns(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)


PATTERNS = {site: dict(_patterns(get_resolver(site).url_patterns)) for site in HOSTS}


def build(cast: Cast, now: datetime) -> Scene:
    """Both cases, furnished."""
    team = Team.objects.create(name="Team Noord", organisation=cast["pia_directs_process"].organisation)
    around = {
        "user_id": cast["wim_takes_part"].pk,
        "organisation_id": cast["karim_receives"].organisation_id,
        "team_id": team.pk,
        "draft_id": UUID(int=0),
    }
    with gate.opened():
        return Scene(cast, {reference: WORDS | around | _furnish(cast, reference, now) for reference in DIRECTORS})


def _furnish(cast: Cast, reference: str, now: datetime) -> dict[str, object]:
    case, director = Case.objects.get(reference=reference), cast[DIRECTORS[reference]]
    decided = SharingDecision.objects.get(case=case)
    partner = cast[PARTNERS[reference][0]]
    rows = _rows(case, director, partner, now)
    hats = _hats(cast, case, now)
    rows.made[HatPeriod] = hats.pop("row")
    ids = {name: rows.of(apps.get_model(table)).pk for name, table in TABLES.items()}
    open_meeting = rows.made[Meeting]
    Meeting.objects.filter(pk=open_meeting.pk).update(opened_at=now, phase=Phase.PICTURE, sequence=1)
    ids |= (
        {name: row.pk for name, row in hats.items()} | _meetings(rows, now) | _plan(rows, hats["hat_to_accept"].wearer)
    )
    MinutesCopy.objects.filter(case=case).update(user=partner)
    ids["finding"] = str(ids["finding"])
    note = Statement.objects.filter(case=case, kind=Kind.QUESTION).first()
    note.pk, note.id, note.kind, note.category = None, UUID(int=note.pk.int ^ 1), Kind.NOTE, DataCategory.REQUEST_VISION
    note.text = f"Gezegd door {NAMED}."  # a name that can be taken out of a text
    note.save(force_insert=True)
    consents = _consents(rows, cast["karim_receives"].organisation_id, now)
    _film(rows.made[Material], consents["given_consent"])
    return (
        ids
        | consents
        | _for_the_partner(cast, rows, reference, ids, now)
        | {
            "note_id": note.pk,
            "person_id": rows.about[0],
            "hat_id": rows.made[HatPeriod].pk,
            "party_id": rows.made[Party].pk,
            "item_id": rows.made[Party].pk,
            "meeting_id": open_meeting.pk,
            "scenario_id": rows.made[Scenario].pk,
            "decision_id": decided.pk,
            "bottleneck_id": rows.of(Bottleneck).pk,
            "use_id": _emergency(cast, case, now).pk,
            "scenario_code": ScenarioCode.B.value,
        }
    )


def _emergency(cast: Cast, case: Case, now: datetime) -> BreakGlass:
    """One that is over, about which something was asked: so that nobody sees a case by it."""
    who, began = cast["jo_coaches" if case.reference == "C-1" else "tara_triages"], now - timedelta(hours=3)
    asked = {"verdict": GlassVerdict.QUESTION, "review_note": "Waarom?", "reviewed_by": cast["ger_protects_data"]}
    return BreakGlass.objects.create(
        **asked,
        case=case,
        user=who,
        reason="De buren hoorden geschreeuw achter de deur.",
        opened_at=began,
        until=began + timedelta(hours=1),
        review_due_on=now.date(),
        reviewed_at=now,
    )


def _rows(case: Case, director: User, partner: User, now: datetime) -> Rows:
    """What the cast brought already is the row of its table."""
    member = HouseholdMember.objects.filter(case=case).first()
    if case.reference == "C-1":
        Person.objects.filter(pk=member.person_id).update(address=HIDING_PLACE, address_is_secret=True)
    rows = Rows(case, member.person, director, now, [member.person_id])
    for model in (HouseholdMember, PlanOfApproach, Scenario, PlanAction, SharingDecision):
        rows.made[model] = model.objects.filter(case=case).first()
    # Of the partner: whom a party of the municipality sends, would have a seat at the table, and stand there otherwise.
    rows.made[Party] = Party.objects.get(case=case, contact=partner)
    return rows


def _hats(cast: Cast, case: Case, now: datetime) -> dict[str, HatPeriod]:
    """One that is worn, one that waits for a yes, and two that somebody is asked to take over."""
    worn = {"case": case, "put_on_at": now}
    asked = {"accepted_at": now, "handover_asked_at": now, "handover_note": "Neemt u dit over?"}
    at_home = case.reference == "C-1"  # to C-2 only its own people stand
    dirk, ina, cas, wim, jo = (
        cast[name if at_home else DIRECTORS["C-2"]]
        for name in ("dirk_decides", "ina_inquires", "cas_directs_case", "wim_takes_part", "jo_coaches")
    )
    if not at_home:
        HatPeriod.objects.create(**worn, wearer=dirk, hat=Hat.DECISION, law=Compartment.WMO, accepted_at=now)
        HatPeriod.objects.create(**worn, wearer=ina, hat=Hat.INQUIRY, accepted_at=now)
    HatPeriod.objects.filter(case=case, hat=Hat.INQUIRY).update(handed_to=wim, **asked)
    advises = {"hat": Hat.PROCESS_DIRECTION, "variant": Variant.ADVISORY}
    return {
        "row": HatPeriod.objects.get(case=case, hat=Hat.DECISION),
        "hat_to_hand_over": HatPeriod.objects.get(case=case, hat=Hat.INQUIRY),
        "hat_to_accept": HatPeriod.objects.create(**worn, **advises, wearer=wim),
        "hat_asked_of_jo": HatPeriod.objects.create(**worn, **asked, wearer=cas, hat=Hat.MONITORING, handed_to=jo),
    }


def _meetings(rows: Rows, now: datetime) -> dict[str, UUID]:
    """Beside the one that is going on: one planned, one broken off and one closed."""
    columns = {"case": rows.case, "cycle": 1, "kind": rows.made[Meeting].kind, "planned_at": now}
    shared = columns | {"duration_minutes": 60, "chair": rows.made[Meeting].chair, "made_at": now, "changed_at": now}
    states = {
        "planned_meeting": {},
        "broken_off_meeting": {"opened_at": now, "broken_off_at": now, "broken_off_reason": "Alarm"},
        "closed_meeting": {"opened_at": now, "closed_at": now, "phase": Phase.CLOSED},
    }
    return {
        name: Meeting.objects.create(**shared, **state, sequence=number).pk
        for number, (name, state) in enumerate(states.items(), start=2)
    }


def _for_the_partner(cast: Cast, rows: Rows, reference: str, ids: dict, now: datetime) -> dict[str, UUID]:
    """An invitation to the meeting that is planned, and the minutes of the one that is closed."""
    partner, director = cast[PARTNERS[reference][0]], cast.viewer(DIRECTORS[reference])
    party = Party.objects.get(case=rows.case, contact=partner).pk
    seat = NewSeat(SeatKind.FIXED_PARTNER, party=party, reason="Weet wat de huur is.")
    by = {"viewer": director, "reference": reference, "now": now}
    Meeting.objects.filter(pk=ids["planned_meeting"]).update(chair=director.user_id)
    invite(meeting_id=ids["planned_meeting"], seat=seat, **by)
    invites = CalendarInvite.objects.filter(meeting_id=ids["planned_meeting"]).values_list("user", "pk")
    doors = {"director_invite": dict(invites)[director.user_id], "partner_invite": dict(invites)[partner.pk]}
    text = {"text": "Wat we bespraken.", "status": MinutesStatus.SHARED, "number": 1}
    made = {"case": rows.case, "about": rows.about, "made_at": now, "changed_at": now, "category": DataCategory.MINUTES}
    released = {"released_at": now, "released_by": director.user_id, "meeting_id": ids["closed_meeting"]}
    minutes = Minutes.objects.create(**made, **text, **released)
    offer = proposal(partner, now, about=tuple(rows.about), categories=frozenset({DataCategory.MINUTES}))
    return doors | {"minutes_id": minutes.pk, "minutes_decision": actions.share(proposal=offer, **by)}


def _consents(rows: Rows, recipient: UUID, now: datetime) -> dict[str, UUID]:
    """One that was taken back, one that holds and one that waits for an answer; and a birthday that was announced."""
    taken_back = rows.of(Consent)
    Consent.objects.filter(pk=taken_back.pk).update(recipients=[recipient])
    shared = {
        "case": rows.case,
        "person": taken_back.person,
        "category": DataCategory.SUPPORT_IN_USE,
        "about": rows.about,
    }
    said = {"kind": ConsentKind.AGREEMENT_TO_SUPPORT, "what": "Gesprekken.", "purpose": "Rust.", "text_shown": "x"}
    columns = shared | said | {"text_version": "1", "made_at": now, "changed_at": now}
    announced = {"case": rows.case, "kind": TaskKind.COMING_OF_AGE, "subject": taken_back.person_id}
    Task.objects.create(**announced, assignee=rows.made[User], due_on=now.date(), made_at=now)
    return {
        "consent_id": taken_back.pk,
        "given_consent": Consent.objects.create(**columns, given_on=now.date()).pk,
        "open_consent": Consent.objects.create(**columns).pk,
        "subject": taken_back.person_id,
    }


def _film(made: Material, consent: UUID) -> None:
    """What a resident made, on a yes that holds."""
    made.consent_id, made.file, made.content_type, made.size = consent, uuid4(), "video/mp4", 1
    made.save()
    default_storage.save(str(made.file), ContentFile(b"x"))


def _plan(rows: Rows, wim: User) -> dict[str, UUID]:
    """An action of the partner, and one of the municipality's own department."""
    action = PlanAction.objects.filter(case=rows.case).first()
    ids = {"action_id": action.pk}
    action.pk = action.id = UUID(int=action.pk.int ^ 1)
    action.owner, action.owner_name, action.status = wim, wim.name, ActionStatus.PROPOSED
    action.save(force_insert=True)
    return ids | {"action_of_wim": action.pk}
