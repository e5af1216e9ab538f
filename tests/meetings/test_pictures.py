"""Everyone's own picture side by side: for each what that one said, and of the wall no more than all heard."""

from datetime import timedelta

from cases.meeting_terms import ParticipationForm, SeatKind
from meetings import actions
from meetings.actions import NewContribution, NewSeat, NewTopic
from meetings.models import Meeting
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.around import laid
from tests.meetings.test_at_the_table import K, by, opened_well, says, there, to_picture  # noqa: F401
from tests.meetings.test_minutes import PIA, WIM, now, page  # noqa: F401

OF_DEBTS = "De deurwaarder belt elke dag."


def test_each_has_a_column_with_the_own_words_and_the_wall_only_what_all_who_are_there_heard(client, cast, by, there):  # noqa: F811
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    says(by, there, K.EXPERIENCE, "Ik slaap slecht in de auto", seat=there["noor"])
    says(by, there, K.FACT, "De huur is twee maanden achter", seat=there["wim"])
    debts = actions.add_topic(topic=NewTopic("De schuld", Phase.PICTURE, 5, (DataCategory.DEBTS,)), **at)
    actions.start_topic(topic_id=debts, **at)  # wim and karim go out: that is not shared with them
    says(by, there, K.EXPERIENCE, OF_DEBTS, seat=there["noor"])
    client.force_login(cast[PIA])
    seen = client.get(page("pictures", at))
    columns = {one.name: {words.text for words in one.words} for one in seen.context["page"].columns}
    noor = next(name for name, words in columns.items() if "Ik slaap slecht in de auto" in words)
    assert OF_DEBTS in columns[noor]
    assert sum("De huur is twee maanden achter" in words for words in columns.values()) == 1
    assert "De huur is twee maanden achter" not in columns[noor]
    assert next(iter(columns)) == noor or "De inwoner" in columns  # the household first
    wall = text_of(client.get(page("pictures_room", at)))
    assert "Ik slaap slecht in de auto" in wall
    assert OF_DEBTS not in wall  # debts are for no wall
    assert noor not in wall
    client.force_login(cast[WIM])
    mine = text_of(client.get(page("pictures", at)))
    assert ("Ik slaap slecht in de auto" in mine, OF_DEBTS in mine) == (True, False)
    assert client.get(page("pictures_room", at)).status_code == 404


def test_who_comes_in_takes_from_the_wall_what_that_one_did_not_hear(client, cast, by, there, now):  # noqa: F811
    to_picture(by, there, cast)

    def then(minutes):
        return {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=minutes))}

    actions.go_out(seat_id=there["wim"], **then(1))
    words = NewContribution(K.EXPERIENCE, "Dit zei ik toen hij weg was", seat=there["noor"], **laid())
    actions.contribute(what=words, **then(2))
    client.force_login(cast[PIA])
    address = page("pictures_room", then(3))
    assert words.text in text_of(client.get(address))
    actions.come_in(seat_id=there["wim"], **then(4))
    assert words.text not in text_of(client.get(address))


def test_two_people_with_one_name_have_each_a_column_of_their_own(client, cast, by, there, now):  # noqa: F811
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    with gate.opened():
        case = Meeting.objects.get().case
        namesake = PersonFactory(municipality=case.municipality, made_at=now, name="Noor Zeegers")
        HouseholdMemberFactory(case=case, person_id=namesake.pk, made_by=cast[PIA], role="tante")
    seat = NewSeat(SeatKind.RESIDENT, person=namesake.pk, participation_form=ParticipationForm.PRESENT)
    her = actions.invite(seat=seat, **at)
    night = NewTopic("De nacht", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,))
    actions.start_topic(topic_id=actions.add_topic(topic=night, **at), **at)
    says(by, there, K.EXPERIENCE, "Ik slaap slecht in de auto", seat=there["noor"])
    says(by, there, K.EXPERIENCE, "Zij mag bij mij slapen", seat=her)
    client.force_login(cast[PIA])
    columns = client.get(page("pictures", at)).context["page"].columns
    found = {words.text: column.name for column in columns for words in column.words}
    assert found["Zij mag bij mij slapen"] == "Noor Zeegers (tante)"
    assert found["Ik slaap slecht in de auto"].startswith("Noor Zeegers (")
    assert len({found["Zij mag bij mij slapen"], found["Ik slaap slecht in de auto"]}) == 2
