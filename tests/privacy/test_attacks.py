"""
Attempts on another family's file, by people who have an account and by people who have none. Each stays refused.

Here belongs what somebody would try from outside or from a hat of their own: addresses and fields with ids of another
case, a hat taken up by oneself, somebody brought along from another case, texts that travel with what may be seen.
Not here: the table of who may open which page, and the sign-in (tests/accounts).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from guardian.shortcuts import assign_perm

from accounts.models import AccountEvent, User
from cases import actions, hats, reads
from cases.actions import NewHat, NewPerson, NotAuthorised, NotPossible, Told, worklist
from cases.hats import Hat
from cases.models import (
    Announcement,
    Case,
    Goal,
    HatPeriod,
    HouseholdMember,
    Party,
    Person,
    Perspective,
    PlanAction,
    SharingDecision,
    Statement,
)
from cases.reads import CaseNotFound
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import ActionStatus, Channel
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.models import ReadLog
from tests.cases.following import case_at
from tests.cast import SECRETS
from tests.owner import as_owner

PIA, OMAR, CAS, WIM = "pia_directs_process", "omar_directs_elsewhere", "cas_directs_case", "wim_takes_part"
BERT, TARA, TESS, ADA, KARIM = (
    "bert_stands_nowhere",
    "tara_triages",
    "tess_manages_here",
    "ada_administers",
    "karim_receives",
)
ANOTHER_CASE = "C-2"
HIDDEN = "Dorpsstraat 1, waar niemand haar vindt"


@pytest.fixture
def signed_in(cast):
    """A browser in which somebody of the cast is signed in; it checks the token of a form as a real one does."""

    def sign_in(name, **more):
        client = Client(**more)
        client.force_login(cast[name], backend="accounts.backends.Backend")
        return client

    return sign_in


def rows_of(reference):
    """Everything that stands in a case, to see whether an attempt changed any of it."""
    tables = (Statement, Perspective, Goal, PlanAction, Party, HatPeriod, HouseholdMember, SharingDecision)
    with gate.opened():
        found = [list(table.objects.filter(case__reference=reference).order_by("pk").values()) for table in tables]
        people = Person.objects.filter(pk__in=[row["person_id"] for row in found[6]]).order_by("pk").values()
        return found, list(people), list(Case.objects.filter(reference=reference).values())


def page(name, *args):
    return reverse(f"cases:{name}", args=args)


# --- ids of another case ----------------------------------------------------------------------------------------------


def ids_elsewhere(cast, now):
    """What Omar directs: a case with one of everything that an address can name."""
    with gate.opened():
        case = Case.objects.get(reference=ANOTHER_CASE)
        note = Statement.objects.filter(case=case, category=DataCategory.HEALTH_MENTAL).get().pk
        hat = HatPeriod.objects.get(case=case).pk
        decision = SharingDecision.objects.get(case=case).pk
    perspective = actions.state_perspective(
        viewer=cast.viewer(OMAR), reference=ANOTHER_CASE, text="Rust in huis", with_resident="present", now=now
    )
    found = {name.removeprefix("C-2 "): pk for name, pk in cast.ids.items() if name.startswith("C-2 ")}
    return found | {"note_id": note, "hat_id": hat, "decision_id": decision, "perspective_id": perspective}


def test_an_id_of_another_case_in_an_address_changes_nothing_there(cast, now, signed_in):
    """Pia directs C-1, and sends what she may do there with the ids of C-2 in the address."""
    theirs = ids_elsewhere(cast, now)
    before, pia = rows_of(ANOTHER_CASE), signed_in(PIA)
    attempts = [
        ("change_note", ["note_id"], {"text": "gestolen"}),
        ("remove_note", ["note_id"], {}),
        ("person", ["person_id"], {"name": "gestolen", "role": "x", "place": "home"}),
        ("person_left", ["person_id"], {"on": f"{now:%d-%m-%Y}"}),
        ("erase_person", ["person_id"], {"sure": "on"}),
        ("accept_hat", ["hat_id"], {"how": "gestolen", "hours": "1", "paid_by": "x"}),
        ("take_off_hat", ["hat_id"], {"reason": "gestolen", "resident_told": "on"}),
        ("ask_handover", ["hat_id"], {"to": f"user:{cast[PIA].pk}", "note": "x"}),
        ("name_deputy", ["hat_id"], {"deputy": f"{cast[PIA].pk}"}),
        ("change_party", ["party_id"], {"primary_task": "gestolen", "seat_kind": "fixed_partner", "version": "1"}),
        ("leave_out", ["party_id"], {"reason_not": "gestolen", "version": "0"}),
        ("change_perspective", ["perspective_id"], {"text": "gestolen", "with_resident": "present"}),
        ("add_trigger", ["scenario_id"], {"text": "gestolen", "watched_by": "x"}),
        ("accept_action", ["action_id"], {"how": "gestolen"}),
        ("decline_action", ["action_id"], {"reason": "gestolen"}),
        ("report_progress", ["action_id"], {"status": "done"}),
        ("revoke", ["decision_id"], {}),
    ]
    for name, keys, data in attempts:
        answer = pia.post(page(name, "C-1", *(theirs[key] for key in keys)), data)
        assert answer.status_code in (403, 404, 405, 409, 422), (name, answer.status_code)
    assert rows_of(ANOTHER_CASE) == before


def test_an_id_of_another_case_looks_like_one_that_does_not_exist(cast, now, signed_in):
    """The answer says nothing about whether the id stands for something elsewhere."""
    theirs, pia = ids_elsewhere(cast, now), signed_in(PIA)
    for name, key in (("person", "person_id"), ("hat", "hat_id"), ("party", "party_id")):
        real = pia.get(page(name, "C-1", theirs[key]))
        none = pia.get(page(name, "C-1", invented := uuid4()))
        assert real.status_code == none.status_code
        told, said = (_bare(answer, asked) for answer, asked in ((real, theirs[key]), (none, invented)))
        assert told == said, name
    for table in ("cases.statement", "cases.party", "cases.planaction"):
        key = {"cases.statement": "note_id", "cases.party": "party_id", "cases.planaction": "action_id"}[table]
        assert pia.get(page("keeping", "C-1", table, theirs[key])).status_code == 404


def _bare(answer, asked):
    """The page without what differs on every request: its nonce, its token, and the id that was asked for."""
    text = answer.content.decode().replace(str(asked), "")
    for key in ("csrf_token", "csp_nonce"):
        with suppress(KeyError, TypeError):
            text = text.replace(str(answer.context[key]), "")
    return text


def test_a_field_with_an_id_of_another_case_is_refused(cast, now, signed_in):
    theirs, pia = ids_elsewhere(cast, now), signed_in(PIA)
    before, mine = rows_of(ANOTHER_CASE), rows_of("C-1")
    person, party = f"person:{theirs['person_id']}", f"party:{theirs['party_id']}"
    stranger = f"user:{cast['finn_manages_elsewhere'].pk}"
    soon = f"{now + timedelta(days=9):%d-%m-%Y}"
    de_kade = cast[KARIM].organisation_id
    sharing = {
        "level": "content",
        "channel": "portal",
        "recipients": [str(cast[KARIM].pk)],
        "categories": ["living"],
        "task": "x",
        "giver_bases": ["WMO-5.2.1"],
        "receiver_bases": ["WMO-5.2.1"],
        "necessity": "x",
        "subsidiarity": "x",
        "until": soon,
        "not_informed_reason": "x",
    }
    note = {"text": "x", "kind": "note", "category": "request_vision"}
    attempts = [
        ("record_note", [], note | {"about": [str(theirs["person_id"])]}),
        ("add_action", [cast.ids["scenario_id"]], {"what": "x", "owner": person, "due_on": soon}),
        ("add_action", [cast.ids["scenario_id"]], {"what": "x", "owner": party, "due_on": soon}),
        ("add_action", [cast.ids["scenario_id"]], {"what": "x", "owner": stranger, "due_on": soon}),
        ("hand_out_plan", [], {"recipients": [person]}),
        ("hand_out_plan", [], {"recipients": [party]}),
        ("share", [de_kade], sharing | {"about": [str(theirs["person_id"])]}),
        ("share", [de_kade], sharing | {"about": [str(cast.ids["person_id"])], "recipients": [str(cast[BERT].pk)]}),
        ("set_goal", [], {"perspective": str(theirs["perspective_id"]), "intention": "x"}),
        ("record_authority", [], {"child": str(theirs["person_id"]), "kind": "sole"}),
        ("record_representative", [], {"person_id": str(theirs["person_id"]), "kind": "mentor", "name": "x"}),
        (
            "keep_apart",
            [],
            {"first": str(theirs["person_id"]), "second": str(cast.ids["person_id"]), "reason": "x"},
        ),
        (
            "put_on_hat",
            ["assistance"],
            {"wearer": stranger, "told": ["household"], "channel": "phone", "text": "x", "expected_until": soon},
        ),
    ]
    for name, args, data in attempts:
        answer = pia.post(page(name, "C-1", *args), data)
        assert answer.status_code in (404, 409, 422), (name, data, answer.status_code)
    assert rows_of(ANOTHER_CASE) == before
    assert rows_of("C-1") == mine


# --- taking up a hat by oneself ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [WIM, "ina_inquires"])
def test_nobody_opens_the_whole_file_by_putting_on_a_hat_alone(cast, now, name):
    """Keeping the overview shows what a party or who does research may not see: it is given, never taken."""
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.CASE_DIRECTION).update(taken_off_at=now)
    viewer = cast.viewer(name)
    new = NewHat(hats.CASE_DIRECTION, reason="Nodig", wearer=viewer.user_id, hours="2", paid_by="x", mitigation="x")
    with pytest.raises(NotAuthorised):
        actions.put_on_hat(viewer=viewer, reference="C-1", hat=new, now=now)
    page_now = reads.open_case(viewer=viewer, purpose=Purpose.DIRECTION, reference="C-1", now=now)
    assert SECRETS[DataCategory.HEALTH_MENTAL] not in str(page_now)


def test_who_took_a_hat_over_has_no_key_to_the_case_once_another_wore_it(cast, now):
    """Said yes to helping out, and never put the hat on: after somebody else did, that yes opens nothing."""
    bert, omar = cast[BERT], cast[OMAR]
    earlier = {"hat": Hat.ASSISTANCE, "put_on_at": now - timedelta(days=90), "taken_off_at": now - timedelta(days=60)}
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        said_yes = {"handed_to": bert, "handover_asked_at": earlier["put_on_at"]}
        said_yes |= {"handover_accepted_at": earlier["taken_off_at"]}
        HatPeriod.objects.create(case=case, wearer=cast[CAS], expected_until=now.date(), **earlier, **said_yes)
        since = {"put_on_at": now - timedelta(days=50), "taken_off_at": now - timedelta(days=20)}
        HatPeriod.objects.create(case=case, wearer=omar, expected_until=now.date(), hat=Hat.ASSISTANCE, **since)
    told = (Told(household=True, channel=Channel.PHONE, text="x"),)
    new = NewHat(
        hats.ASSISTANCE, reason="Nodig", wearer=bert.pk, expected_until=now.date() + timedelta(days=9), told=told
    )
    with pytest.raises(CaseNotFound):
        actions.put_on_hat(viewer=cast.viewer(BERT), reference="C-1", hat=new, now=now)


def test_who_takes_off_a_hat_reads_no_further(cast, now, signed_in):
    ina = signed_in("ina_inquires")
    assert ina.get(page("case", "C-1")).status_code == 200
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", wearer=cast["ina_inquires"]).update(taken_off_at=now)
    for name in ("case", "question", "people", "timeline", "procesplaat", "hats", "plan"):
        assert ina.get(page(name, "C-1")).status_code == 404, name


def test_who_is_disabled_is_out_on_the_next_request(cast, now, signed_in):
    cas = signed_in(CAS)
    assert cas.get(page("case", "C-1")).status_code == 200
    User.objects.filter(pk=cast[CAS].pk).update(disabled_at=now, disabled_by=cast[ADA])
    assert cas.get(page("case", "C-1")).status_code == 302
    assert cas.post(page("record_note", "C-1"), {"text": "x"}).status_code == 302


def test_who_once_reported_a_case_does_not_come_back_into_its_file_when_it_opens_again(cast, now):
    """Reporting shows a case that nobody took up yet. Closed and opened again, a whole file lies in triage."""
    case_at(Step.TRIAGE, cast, now, reported_by=cast[BERT], cycle_number=2)
    bert = cast.viewer(BERT)
    with pytest.raises(CaseNotFound):
        reads.open_case(viewer=bert, purpose=Purpose.DIRECTION, reference="C-9", now=now)
    new = NewHat(hats.MONITORING, reason="Even volgen", wearer=bert.user_id)
    with pytest.raises(CaseNotFound):
        actions.put_on_hat(viewer=bert, reference="C-9", hat=new, now=now)


# --- somebody brought along from another case -------------------------------------------------------------------------


@pytest.fixture
def hidden(cast, now):
    """Noor of C-1 lives at a secret address. Wim knows her name as a party there, and directs C-9."""
    case_at(Step.ANALYSIS, cast, now + timedelta(minutes=1))
    with gate.opened():
        Person.objects.filter(pk=cast.ids["person_id"]).update(address=HIDDEN, address_is_secret=True)
        HatPeriod.objects.filter(case__reference="C-9", hat=Hat.PROCESS_DIRECTION).update(wearer=cast[WIM])
    later, wim = now + timedelta(minutes=2), cast.viewer(WIM)
    actions.add_known_person(
        viewer=wim, reference="C-9", person_id=cast.ids["person_id"], role="buurvrouw", in_network=True, now=later
    )
    return cast.ids["person_id"]


def test_a_secret_address_does_not_open_in_a_case_that_somebody_was_brought_into(hidden, signed_in):
    assert HIDDEN not in signed_in(WIM).post(page("secret_address", "C-9", hidden)).content.decode()
    assert HIDDEN in signed_in(PIA).post(page("secret_address", "C-1", hidden)).content.decode()


def test_a_secret_address_is_not_uncovered_from_there_either(cast, now, hidden):
    open_now = NewPerson(name="Noor Zeegers", role="x", in_network=True, address=None, address_is_secret=False)
    with pytest.raises(NotPossible):
        actions.change_person(
            viewer=cast.viewer(WIM), reference="C-9", person_id=hidden, person=open_now, now=now + timedelta(minutes=3)
        )
    changed = replace(open_now, in_network=False)
    actions.change_person(viewer=cast.viewer(PIA), reference="C-1", person_id=hidden, person=changed, now=now)


def test_a_person_who_is_not_known_to_the_viewer_cannot_be_brought_along(cast, now, signed_in):
    """Being known is personal data: the answer is the same as for nobody at all."""
    with gate.opened():
        theirs = HouseholdMember.objects.get(case__reference=ANOTHER_CASE).person_id
    said = set()
    for person_id in (theirs, uuid4()):
        with pytest.raises(NotPossible) as refused:
            actions.add_known_person(viewer=cast.viewer(CAS), reference="C-1", person_id=person_id, role="x", now=now)
        said.add(str(refused.value))
    assert len(said) == 1


# --- texts that travel along ------------------------------------------------------------------------------------------

TOLD = "Noors broer zat vast, daarom loop ik mee"


@pytest.fixture
def bert_is_asked(cast, now):
    """Bert is asked to do one thing in C-1, and may see the progress of the case: no name, no text, no party."""
    bert = cast[BERT]
    with gate.opened():
        action = PlanAction.objects.get(case__reference="C-1")
        PlanAction.objects.filter(pk=action.pk).update(owner=bert, what="Een brief schrijven")
        case = Case.objects.get(reference="C-1")
        period = HatPeriod.objects.get(case=case, hat=Hat.INQUIRY)
        Announcement.objects.create(hat_period=period, to_person_id=cast.ids["person_id"], told_at=now, text=TOLD)
        texts = {"reason_on": TOLD, "mitigation": TOLD, "handover_note": TOLD, "handover_declined_reason": TOLD}
        party = Party.objects.get(pk=cast.ids["party_id"])
        asked = {"handed_to_party": party, "handover_asked_at": now}
        HatPeriod.objects.filter(pk=period.pk).update(**texts, **asked)
        HatPeriod.objects.filter(case=case, hat=Hat.CASE_DIRECTION).update(accepted_how=TOLD, paid_by=TOLD)
        worklist.refresh(case, now)
    return period.pk


def test_who_is_only_asked_something_reads_no_text_name_or_party(cast, bert_is_asked, signed_in):
    """Every page of a case, for somebody to whom the law gives the progress and nothing else."""
    bert = signed_in(BERT)
    names = ("question", "people", "triage", "hats", "overview", "advice", "procesplaat", "parties", "picture")
    names += ("perspective", "solutions", "plan", "monitoring", "scaling_down", "evaluation", "closure", "sharing")
    names += ("timeline", "attention", "case")
    addresses = [page(name, "C-1") for name in names] + [page("hat", "C-1", bert_is_asked)]
    addresses += [reverse(f"meetings:{name}", args=["C-1"]) for name in ("meetings", "prepare", "table")]
    hidden = (*SECRETS.values(), TOLD, cast[KARIM].organisation.name, "Noor")
    for address in addresses:
        answer = bert.get(address)
        assert answer.status_code in (200, 404), address
        found = [text for text in hidden if text in answer.content.decode()]
        assert found == [], address


def test_a_party_reads_no_relations_and_no_reason_why_something_is_shared(cast, signed_in):
    """A party has the names of the household and with whom is shared, and not what people are to each other."""
    with gate.opened():
        HouseholdMember.objects.filter(case__reference="C-1").update(role="stiefdochter")
    for name, *ids in (("case",), ("people",), ("decision", cast.ids["decision_id"])):
        address = page(name, "C-1", *ids)
        wim, pia = (signed_in(who).get(address).content.decode().lower() for who in (WIM, PIA))
        private = "stiefdochter" if name != "decision" else "zonder de afspraken kan de partner niets doen."
        assert (private in wim, private in pia) == (False, True), name


def test_who_steers_or_oversees_reads_no_text_name_or_party(cast, bert_is_asked, signed_in):
    hidden = (*SECRETS.values(), TOLD, "Noor")
    visits = [(TESS, "/"), (TESS, page("steering_list")), (TESS, page("steering_case", "C-1"))]
    visits += [("ger_protects_data", page("oversight_list")), ("ger_protects_data", page("overrides"))]
    visits += [("fem_stewards", page("bottlenecks")), (ADA, "/"), (ADA, reverse("administration:overview"))]
    for name, address in visits:
        answer = signed_in(name).get(address)
        assert answer.status_code == 200, address
        assert [text for text in hidden if text in answer.content.decode()] == [], address


# --- searching and counting -------------------------------------------------------------------------------------------


def test_a_name_in_a_case_of_others_is_not_found_and_not_counted(signed_in):
    """A name that is known elsewhere, its reference, and a name that nobody has: the same nothing."""
    for name in (BERT, OMAR, KARIM, TESS, ADA):
        client = signed_in(name)
        for words in ("Noor Zeegers huurt", "Bartje Onbekend", "C-1"):
            client.post(page("search"), {"q": words})
            found = client.get(page("search")).context["page"]
            assert (found.rows, found.count) == ((), "0"), (name, words)
    pia = signed_in(PIA)
    pia.post(page("search"), {"q": "zeegers"})
    assert [row.reference for row in pia.get(page("search")).context["page"].rows] == ["C-1"]


def test_the_lists_of_who_steers_find_no_case_by_a_name(signed_in):
    for name, which in ((TESS, "steering_list"), ("ger_protects_data", "oversight_list")):
        client = signed_in(name)
        assert "C-1" in client.get(page(which)).content.decode()
        client.post(page(which), {"q": "Noor"})
        assert page("case", "C-1") not in client.get(page(which)).content.decode()
        assert client.get(page(which)).context["page"].rows == ()


# --- the law is above roles and permissions ---------------------------------------------------------------------------


def test_a_permission_for_all_cases_and_a_superuser_open_nothing(cast, signed_in):
    bert = cast[BERT]
    with as_owner():
        bert.user_permissions.set(Permission.objects.all())
        assign_perm("cases.see_living", bert)
    assert signed_in(BERT).get(page("case", "C-1")).status_code == 404
    for above in ("is_superuser", "is_staff"):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=bert.pk).update(**{above: True})


def test_an_administrator_takes_no_role_and_what_another_is_given_is_recorded(cast, signed_in):
    ada = signed_in(ADA)
    address = reverse("administration:account", args=[cast[ADA].pk])
    mine = {"name": "ada", "email": cast[ADA].email, "function": "x", "organisation": str(cast[ADA].organisation_id)}
    assert ada.post(address, mine | {"role": "triagist"}).status_code == 422
    assert User.objects.get(pk=cast[ADA].pk).role == "administrator"
    theirs = mine | {"name": "bert", "email": cast[BERT].email, "role": "triagist"}
    assert ada.post(reverse("administration:account", args=[cast[BERT].pk]), theirs).status_code == 302
    event = AccountEvent.objects.get(kind="role_changed")
    assert (event.by_id, event.user_id, event.after) == (cast[ADA].pk, cast[BERT].pk, "triagist")
    for name in ("case", "timeline", "people"):
        assert ada.get(page(name, "C-1")).status_code == 404


def test_fields_that_a_form_does_not_have_are_not_taken(cast, now, signed_in):
    """Mass assignment: the columns that matter are set by the action, whatever is sent along."""
    extra = {
        "made_by": str(cast[BERT].pk),
        "case": ANOTHER_CASE,
        "derived": "on",
        "law": "wgs",
        "held_at": "2020-01-01",
    }
    sent = {"text": "Nieuw hier", "kind": Kind.NOTE.value, "category": "request_vision"}
    assert signed_in(PIA).post(page("record_note", "C-1"), sent | extra).status_code == 303
    with gate.opened():
        row = Statement.objects.get(text="Nieuw hier")
        assert (row.made_by_id, row.case.reference, row.derived) == (cast[PIA].pk, "C-1", False)
        assert (row.law, row.held_at) == ("wmo", None)


def test_a_category_that_the_viewer_may_not_see_cannot_be_chosen(cast, signed_in):
    """Who does research has no mental health here: nothing is written that would vanish from sight."""
    sent = {"text": "x", "kind": "note", "category": "health_mental"}
    assert signed_in("ina_inquires").post(page("record_note", "C-1"), sent).status_code == 422


# --- the browser ------------------------------------------------------------------------------------------------------


def test_no_form_is_taken_without_its_token(cast):
    """Of every address that changes something: on the staff site, in the portal, and of who is not signed in."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast[PIA], backend="accounts.backends.Backend")
    for address in (
        page("record_note", "C-1"),
        page("share", "C-1", cast[KARIM].organisation_id),
        page("erase_person", "C-1", cast.ids["person_id"]),
        page("step", "C-1", "T10"),
        reverse("account_logout"),
        reverse("autosave_draft"),
        reverse("discard_drafts"),
        reverse("account_login"),
        reverse("stay_signed_in"),
        reverse("end_other_sessions"),
    ):
        assert strict.post(address, {"text": "x"}).status_code == 403, address
    portal = Client(enforce_csrf_checks=True, SERVER_NAME=settings.PORTAL_HOST)
    portal.force_login(cast[KARIM], backend="accounts.backends.Backend")
    assert portal.post(f"/casussen/C-1/acties/{cast.ids['action_id']}/ja/").status_code == 403
    with gate.opened():
        assert PlanAction.objects.get(pk=cast.ids["action_id"]).status == ActionStatus.PROPOSED


def test_every_page_of_a_case_forbids_framing_foreign_scripts_and_caching(signed_in):
    answer = signed_in(PIA).get(page("case", "C-1"))
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
    assert "no-store" in signed_in(BERT).get(page("case", "C-1"))["Cache-Control"]


@pytest.mark.parametrize("method", ["head", "options", "put", "delete", "trace"])
def test_another_verb_opens_no_other_door(signed_in, method):
    for name in ("case", "question", "record_note", "ask_to_share"):
        answer = getattr(signed_in(BERT), method)(page(name, "C-1"))
        assert answer.status_code in (404, 405), name
        assert b"Noor" not in answer.content


def test_nobody_is_led_away_by_the_page_they_came_from(signed_in):
    """A path of two slashes is another site to a browser."""
    answer = signed_in(PIA).post(reverse("stay_signed_in"), headers={"Referer": "http://testserver//elders.example/x"})
    assert answer.status_code == 302
    assert not answer["Location"].startswith("//")


PAYLOADS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)//", "{{7*7}}")


def test_what_is_typed_is_shown_as_text(cast, now, signed_in):
    """Stored scripts in names, a role, a title, notes, an action and an organisation, on every page that shows them."""
    evil = " ".join(PAYLOADS)
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        Person.objects.filter(pk=cast.ids["person_id"]).update(name=evil, phone=evil[:40], not_via=evil, address=evil)
        HouseholdMember.objects.filter(case=case).update(role=evil[:60])
        Statement.objects.filter(case=case).update(text=evil, said_by=evil[:60], source=evil)
        PlanAction.objects.filter(case=case).update(what=evil, owner_name=evil, progress_note=evil)
        HatPeriod.objects.filter(case=case).update(
            reason_on=evil, mitigation=evil, accepted_how=evil, paid_by=evil[:60]
        )
        Announcement.objects.create(
            hat_period=HatPeriod.objects.filter(case=case).first(),
            to_person_id=cast.ids["person_id"],
            told_at=now,
            text=evil,
        )
    actions.record_words(viewer=cast.viewer(PIA), reference="C-1", kind=Kind.TITLE, text=evil, now=now)
    type(cast[KARIM].organisation).objects.filter(pk=cast[KARIM].organisation_id).update(name=evil[:100])
    User.objects.filter(pk__in=[cast[CAS].pk, cast[WIM].pk]).update(name=evil)
    pia, hat = signed_in(PIA), cast.ids["person_id"]
    names = ("question", "people", "hats", "advice", "procesplaat", "parties", "picture", "perspective", "plan")
    names += ("monitoring", "evaluation", "closure", "sharing", "timeline", "case", "naming")
    addresses = ["/", page("case_list"), *(page(name, "C-1") for name in names), page("person", "C-1", hat)]
    addresses += [reverse(f"meetings:{name}", args=["C-1"]) for name in ("meetings", "prepare", "table")]
    for address in addresses:
        text = pia.get(address).content.decode()
        assert "<script>alert(1)" not in text, address
        assert "<img src=x" not in text, address
        assert 'href="javascript:' not in text, address
        assert "onerror=alert(1)>" not in text.replace("onerror=alert(1)&gt;", ""), address
    assert "&lt;script&gt;alert(1)" in pia.get(page("question", "C-1")).content.decode()


# --- the portal -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["portaal.localhost", "PORTAAL.localhost", "portaal.localhost.", "portaal.localhost:80"]
)
def test_the_portal_has_no_staff_pages_however_its_name_is_written(cast, signed_in, host):
    partner = signed_in(KARIM, headers={"host": host})
    for address in ("/casussen/", "/sturing/", "/toezicht/", "/beheer/", "/knelpunten/", page("question", "C-1")):
        assert partner.get(address).status_code == 404, address


def test_a_partner_at_the_staff_door_finds_no_case(signed_in):
    partner = signed_in(KARIM)
    assert "C-1" not in partner.get("/").content.decode()
    assert partner.get(page("case_list")).context["page"].rows == ()
    for name in ("case", "question", "plan", "timeline", "sharing"):
        assert partner.get(page(name, "C-1")).status_code == 404, name
    for name in ("steering_list", "oversight_list", "triage_list"):
        assert partner.get(page(name)).context["page"].rows == (), name


def test_a_partner_answers_no_action_of_somebody_else(cast, now, signed_in):
    """Lot receives C-2 and sends the ids of C-1, also behind her own case."""
    before = rows_of("C-1")
    lot = signed_in("lot_receives_elsewhere", SERVER_NAME=settings.PORTAL_HOST)
    for reference in ("C-1", ANOTHER_CASE):
        for verb, data in (("ja", {}), ("nee", {"reason": "x"}), ("voortgang", {"status": "done"})):
            answer = lot.post(f"/casussen/{reference}/acties/{cast.ids['action_id']}/{verb}/", data)
            assert answer.status_code in (404, 409), (reference, verb, answer.status_code)
            assert SECRETS[DataCategory.PLAN_ACTIONS] not in answer.content.decode() or reference == ANOTHER_CASE
    assert lot.post("/casussen/C-1/signaal/", {"text": "x"}).status_code == 404
    assert rows_of("C-1") == before


def test_a_read_leaves_one_line_and_so_does_a_refused_one(cast, signed_in):
    partner = signed_in(KARIM, SERVER_NAME=settings.PORTAL_HOST)
    assert partner.get("/casussen/C-1/").status_code == 200
    assert [row.case_ids for row in ReadLog.objects.all()] == [[cast.ids["case_id"]]]
    assert partner.get("/casussen/C-2/").status_code == 404
    assert list(ReadLog.objects.order_by("id").values_list("result", flat=True)) == ["shown", "refused"]


def test_who_is_not_signed_in_gets_the_door_for_every_address_of_a_case(cast, client):
    there, absent = (client.get(page("case", reference)) for reference in ("C-1", "C-404"))
    assert (there.status_code, absent.status_code) == (302, 302)
    assert there["Location"].replace("C-1", "") == absent["Location"].replace("C-404", "")
    assert client.post(page("record_note", "C-1"), {"text": "x"}).status_code == 302
