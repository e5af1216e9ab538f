"""Preparing a meeting: planning it, inviting with a reason, how the resident takes part, and letting it go."""

from uuid import uuid4

from django.urls import reverse

from cases.meeting_terms import ParticipationForm
from cases.models import Case, KeptApart, MeetingReport, Party
from meetings import actions
from meetings.models import Meeting, Participant
from meetings.phases import Phase
from meetings.reads.facts import prepared_of
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.filled_in import forms_of
from tests.looking import text_of
from tests.meetings.around import BERT, CAS, LONG, PIA, WIM, at, in_a_week, invited, one, opened, planned, put_in

READ_AS = {"meetings": "open_meetings", "prepare": "open_preparation"}


def meeting(**changes):
    return {
        "kind": "mdo", "planned_at": in_a_week(), "duration_minutes": "75", "place": "Gemeentehuis",
        "covers": ["a", "b"], "question": LONG, "purpose_text": "Samen één plan",
    } | changes  # fmt: skip


def seats():
    with gate.opened():
        return {seat.name: seat for seat in Participant.objects.filter(meeting__case__reference="C-9")}


def test_a_page_opens_and_the_log_knows_who_looked(signed_in, cast, ids, by, earlier):
    invited(by, earlier, ids)
    for name, action in READ_AS.items():
        assert signed_in().get(at(name)).status_code == 200
        line = ReadLog.objects.get(action=action)
        assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [ids["case_id"]])
    page = text_of(signed_in().get(at("prepare")))
    for words in ("Saar Zeegers", "Zit aan tafel", "Wmo Dorp", "De huur"):
        assert words in page


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, ids, by, earlier):
    there = invited(by, earlier, ids)
    seat = (there["meeting"], there["wim"])
    assert signed_in(BERT).get(at("plan_meeting")).status_code == 404
    posted = [at("remove_seat", *seat), at("arrange_participation", *seat)]
    posted += [at(name, there["meeting"]) for name in ("change_meeting", "cancel_meeting", "invite")]
    for address in posted:
        assert signed_in(BERT).post(address, meeting()).status_code == 404, address
        assert signed_in().get(address).status_code == 405, address
    for address in map(at, READ_AS):
        assert signed_in(BERT).get(address).status_code == 404
        assert signed_in().post(address).status_code == 405
    assert set(seats()) == {"Saar Zeegers", "Wmo Dorp"}


def test_only_who_directs_the_process_prepares(signed_in, ids, by, earlier):
    there = invited(by, earlier, ids)
    for somebody in (CAS, WIM):
        page = signed_in(somebody).get(at("prepare"))
        assert page.status_code == 200
        assert at("invite", there["meeting"]) not in text_of(page)
        client = signed_in(somebody)
        assert client.post(at("plan_meeting"), meeting()).status_code == 403
        assert client.post(at("cancel_meeting", there["meeting"])).status_code == 403
        assert client.post(at("remove_seat", there["meeting"], there["wim"])).status_code == 403
    assert set(seats()) == {"Saar Zeegers", "Wmo Dorp"}


# --- when and what for ----------------------------------------------------------------------------------------------


def test_a_meeting_is_planned_once_and_kept_as_it_was_typed(signed_in):
    client = signed_in()
    assert "Nog geen overleg" in text_of(client.get(at("meetings")))
    for _time in range(2):
        assert client.post(at("plan_meeting"), meeting()).status_code == 303
    shown = client.get(at("prepare")).content.decode()
    assert LONG in text_of(client.get(at("prepare")))
    assert "<b>meer" not in shown
    assert one().place == "Gemeentehuis"
    page = text_of(client.get(at("meetings")))
    for words in ("Gemeentehuis", "75 minuten", "a. analyse van de situatie nu", "Gepland"):
        assert words in page
    with gate.opened():
        assert MeetingReport.objects.get(case__reference="C-9").planned_at == one().planned_at


def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, by, earlier):
    client = signed_in()
    for field, typed in {
        "kind": "", "planned_at": "volgende week", "duration_minutes": "4", "covers": [], "place": "x" * 201,
    }.items():  # fmt: skip
        answer = client.post(at("plan_meeting"), meeting(**{field: typed}))
        assert answer.status_code == 422, field
        for words in ("data-focus-on-load", LONG):
            assert words in text_of(answer), field
    with gate.opened():
        assert not Meeting.objects.filter(case__reference="C-9").exists()
    meeting_id = planned(by, earlier)
    answer = client.post(at("change_meeting", meeting_id), meeting(covers=[]))
    assert answer.status_code == 422
    assert LONG in text_of(answer)


def test_time_place_and_agenda_change_until_the_meeting_is_closed(signed_in, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    assert client.post(at("change_meeting", meeting_id), meeting(place="School", covers=["c"])).status_code == 303
    assert (one().place, one().covers) == ("School", ["c"])
    assert client.post(at("change_meeting", uuid4()), meeting()).status_code == 409
    with gate.opened():
        Meeting.objects.filter(pk=meeting_id).update(opened_at=earlier, closed_at=earlier)
    closed = client.post(at("change_meeting", meeting_id), meeting(place="Elders"))
    assert closed.status_code == 409
    for words in ("Dit overleg is gesloten.", LONG):
        assert words in text_of(closed)


def test_whoever_changes_what_somebody_else_changed_meanwhile_reads_that_first(signed_in, by, earlier):
    """Two browsers with the same page: the second overwrites nothing, and can save again knowing what there is."""
    meeting_id, client = planned(by, earlier), signed_in()
    version = prepared_of(one())
    first, second = (meeting(place=place, version=version) for place in ("School", "Elders"))
    assert client.post(at("change_meeting", meeting_id), first).status_code == 303
    refused = client.post(at("change_meeting", meeting_id), second)
    assert (refused.status_code, one().place) == (409, "School")
    again = next(form for form in forms_of(refused.content.decode()) if "place" in form.data)
    assert again.data["place"] == ["Elders"]
    assert client.post(again.action, again.data).status_code == 303
    assert one().place == "Elders"


def test_what_partners_answer_meanwhile_is_not_in_the_way_of_who_prepares(signed_in, ids, by, earlier):
    there, client = invited(by, earlier, ids), signed_in()
    form = next(one for one in forms_of(client.get(at("prepare")).content.decode()) if "place" in one.data)
    before = one().version
    actions.arrange_participation(
        meeting_id=there["meeting"], seat_id=there["saar"], form=ParticipationForm.WRITTEN, **by()
    )
    assert one().version > before
    assert client.post(form.action, form.data | {"place": ["School"]}).status_code == 303
    assert one().place == "School"
    assert client.post(form.action, form.data | {"place": ["Elders"]}).status_code == 409


def test_a_meeting_that_did_not_open_lapses_and_one_that_did_stays(signed_in, ids, by, earlier):
    there, client = invited(by, earlier, ids), signed_in()
    assert client.post(at("cancel_meeting", there["meeting"])).status_code == 303
    assert client.post(at("cancel_meeting", there["meeting"])).status_code == 409
    with gate.opened():
        assert not MeetingReport.objects.filter(case__reference="C-9").exists()
    there = opened(by, earlier, ids)
    answer = client.post(at("cancel_meeting", there["meeting"]))
    assert answer.status_code == 409
    assert "Dit overleg is al begonnen." in text_of(answer)
    assert one().pk == there["meeting"]


# --- who sits at the table ------------------------------------------------------------------------------------------


def test_somebody_is_invited_with_the_reason_and_only_once(signed_in, ids, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    party = {"seat": f"party:{ids['party_id']}", "reason": LONG}
    assert client.post(at("invite", meeting_id), party).status_code == 303
    assert LONG in text_of(client.get(at("prepare")))
    again = client.post(at("invite", meeting_id), party)
    assert again.status_code == 422
    for words in ("Deze persoon of partij is al uitgenodigd.", LONG):
        assert words in text_of(again)
    expert = {"seat": "other:", "name": "Zoë d'Hondt", "reason": "Weet van schulden"}
    assert client.post(at("invite", meeting_id), expert).status_code == 303
    assert client.post(at("invite", meeting_id), expert | {"name": ""}).status_code == 422
    assert set(seats()) == {"Wmo Dorp", "Zoë d'Hondt"}


def test_who_is_not_of_this_case_gets_no_seat(signed_in, cast, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    for seat in (f"party:{cast.ids['party_id']}", f"person:{cast.ids['person_id']}", f"person:{uuid4()}", "x"):
        answer = client.post(at("invite", meeting_id), {"seat": seat, "reason": LONG})
        assert answer.status_code == 422, seat
        assert LONG in text_of(answer)
    assert seats() == {}


def test_an_invitation_without_a_reason_is_pointed_out(signed_in, ids, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    client.post(at("invite", meeting_id), {"seat": f"party:{ids['party_id']}"})
    client.post(at("invite", meeting_id), {"seat": f"person:{ids['person_id']}"})
    page = text_of(client.get(at("prepare")))
    for words in ("Reden ontbreekt", "Spreek dit af"):
        assert words in page


def test_a_resident_who_does_not_take_part_has_a_reason(signed_in, ids, by, earlier):
    there, client = invited(by, earlier, ids), signed_in()
    address = at("arrange_participation", there["meeting"], there["saar"])
    no_reason = client.post(address, {"form": "declined"})
    assert no_reason.status_code == 422
    assert "Schrijf op waarom deze persoon niet meedoet." in text_of(no_reason)
    no_form = client.post(address, {"form": "", "declined_reason": LONG})
    assert no_form.status_code == 422
    assert LONG in text_of(no_form)
    assert client.post(address, {"form": "declined", "declined_reason": LONG}).status_code == 303
    assert LONG in text_of(client.get(at("prepare")))
    assert client.post(address, {"form": "video_message"}).status_code == 303
    assert seats()["Saar Zeegers"].participation_form == "video_message"


def test_what_was_confirmed_or_read_out_is_not_replaced_from_the_page_of_preparing(signed_in, ids, by, earlier):
    """Its stamps would stand under words that nobody at the table heard. The place can still change."""
    there, client = opened(by, earlier, ids), signed_in()
    here = {"meeting_id": there["meeting"], **by()}
    actions.confirm_question(question="Waar slaapt Saar?", **here)
    actions.read_purposes(purpose_text="De hulp", legal_bases=("WMO-5.1.1",), **here)
    same = {"question": "Waar slaapt Saar?", "purpose_text": "De hulp", "legal_bases": ["WMO-5.1.1"]}
    for other in (
        {"question": "Mag zij uit huis?"},
        {"purpose_text": "Alles"},
        {"legal_bases": []},
        {"kind": "evaluation"},
    ):
        refused = client.post(at("change_meeting", there["meeting"]), meeting(**same | other))
        assert (refused.status_code, "blijft zoals het was" in text_of(refused)) == (422, True), other
    assert client.post(at("change_meeting", there["meeting"]), meeting(**same, place="School")).status_code == 303
    assert (one().place, one().question, one().purpose_text) == ("School", "Waar slaapt Saar?", "De hulp")
    assert one().legal_bases == ["WMO-5.1.1"]


def test_an_invitation_is_taken_back_of_who_was_not_there(signed_in, ids, by, earlier):
    there, client = opened(by, earlier, ids), signed_in()
    put_in(Phase.PICTURE, there["meeting"])
    actions.take_first_turn(meeting_id=there["meeting"], seat_id=there["saar"], kind="spoken", **by())
    sat_there = client.post(at("remove_seat", there["meeting"], there["wim"]))
    assert (sat_there.status_code, "blijft in het verslag" in text_of(sat_there)) == (409, True)
    assert client.post(at("mark_never_there", there["meeting"], there["wim"])).status_code == 303
    assert client.post(at("remove_seat", there["meeting"], there["wim"])).status_code == 302
    assert client.post(at("remove_seat", there["meeting"], there["wim"])).status_code == 409
    spoke = client.post(at("remove_seat", there["meeting"], there["saar"]))
    assert spoke.status_code == 409
    assert "blijft in het verslag" in text_of(spoke)
    assert set(seats()) == {"Saar Zeegers"}


def test_two_people_who_are_kept_apart_never_sit_at_one_table(signed_in, cast, ids, by, earlier):
    there, client = invited(by, earlier, ids), signed_in()
    with gate.opened():
        case = Case.objects.get(reference="C-9")
        other = PersonFactory(municipality=case.municipality, name="Ton", made_at=earlier)
        made = {"case": case, "about": [other.pk], "made_by": cast[PIA], "made_at": earlier, "changed_at": earlier}
        relations = DataCategory.HOUSEHOLD_RELATIONS
        HouseholdMemberFactory(case=case, person_id=other.pk, role="partner")
        first, second = sorted([other.pk, ids["person_id"]])
        KeptApart.objects.create(**made, category=relations, first_id=first, second_id=second)
    answer = client.post(at("invite", there["meeting"]), {"seat": f"person:{other.pk}", "declined_reason": LONG})
    assert answer.status_code == 422
    for words in ("Deze twee mensen zitten niet samen aan tafel.", LONG):
        assert words in text_of(answer)
    assert "Ton" not in seats()


def test_a_group_that_is_too_large_is_pointed_out(signed_in, by, earlier, settings):
    settings.MDO_MAX_PROFESSIONALS = 1
    meeting_id, client = planned(by, earlier), signed_in()
    for number in range(2):
        client.post(at("invite", meeting_id), {"seat": "other:", "name": f"Deskundige {number}", "reason": "Weet veel"})
    assert "2 professionals, meer dan 1" in text_of(client.get(at("prepare")))


# --- what each party comes for ----------------------------------------------------------------------------------------


def test_what_a_party_is_there_for_stands_at_its_seat_and_what_is_not_known_is_asked(signed_in, ids, by, earlier):
    invited(by, earlier, ids)
    known = {"primary_task": "De woning", "interest": "Een rustige straat", "leeway": "Twee maanden uitstel"}
    asked, parties = "Hoofdtaak, belang of speelruimte nog niet bekend", reverse("cases:parties", args=["C-9"])

    def shown(who=PIA, **left_out):
        with gate.opened():
            Party.objects.filter(pk=ids["party_id"]).update(**known | left_out)
        return text_of(signed_in(who).get(at("prepare")))

    page = shown()
    for words in ("Hoofdtaak: De woning", "Belang: Een rustige straat", "Speelruimte: Twee maanden uitstel"):
        assert words in page
    assert asked not in page
    for name in known:
        line = shown(**{name: ""}).partition(asked)[2][:200]
        assert f'href="{parties}"' in line, name
    assert shown(**dict.fromkeys(known, "")).count(asked) == 1  # and not at the seat of a resident
    assert asked not in shown(WIM, leeway="")
