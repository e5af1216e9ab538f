"""The citizen service number: kept closed, found by a mark, shown once on a ground, and nowhere else (trust.md S7)."""

import itertools
import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.actions import drafts
from cases import actions
from cases.actions.sharing import share
from cases.models import Case, Person, PersonBsn
from cases.record_terms import BsnSource
from cases.stappenplan import Step
from privacy import bsn as closing
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from tests.cast import SECRETS, case_in, proposal
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import one, text_of
from tests.owner import as_owner

INA, DIRK, PIA, BERT, TARA = (
    "ina_inquires",
    "dirk_decides",
    "pia_directs_process",
    "bert_stands_nowhere",
    "tara_triages",
)
NUMBER, OTHER = "999990019", "999990020"
EACH = 20  # of very many numbers, one in so many goes over all the pages
NAME = SECRETS[DataCategory.IDENTITY_CONTACT]
TYPED = {"bsn": "9999 90 019", "source": "document", "ground": "WMO-5.2.9"}


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def at(cast):
    def address(name="bsn"):
        return reverse(f"cases:{name}", args=["C-1", cast.ids["person_id"]])

    return address


def keep(cast, now, number=NUMBER, person=None, **changes):
    entered = {"number": number, "source": BsnSource.REGISTER, "ground": "JW-7.2"} | changes
    actions.record_bsn(
        viewer=cast.viewer(INA),
        reference="C-1",
        person_id=person or cast.ids["person_id"],
        entered=actions.NewBsn(**entered),
        now=now,
    )


def second_person(cast, now, reference="C-1"):
    """Somebody else, in this case or in another."""
    with gate.opened():
        case = Case.objects.get(reference=reference)
        person = PersonFactory(name="Daan Zeegers", municipality=case.municipality, made_at=now)
        HouseholdMemberFactory(case=case, person=person, about=[person.pk])
    return person.pk


def test_it_is_kept_closed_hidden_on_the_page_and_shown_once_to_who_names_a_law(signed_in, cast, at):
    client = signed_in(INA)
    assert client.post(at(), TYPED).status_code == 303
    row = one(PersonBsn)
    assert NUMBER not in f"{row.sealed}{row.finder}"
    assert (row.entered_by_id, row.ground, row.source) == (cast[INA].pk, "WMO-5.2.9", BsnSource.DOCUMENT)
    page = text_of(client.get(at()))
    assert NUMBER not in page
    assert "Verborgen" in page
    assert client.post(at("show_bsn"), {}).status_code == 422
    assert client.post(at("show_bsn"), {"ground": "WMO-5.1.1"}).status_code == 422
    shown = client.post(at("show_bsn"), {"ground": "JW-7.2"})
    assert NUMBER in text_of(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    line = ReadLog.objects.get(action="show_bsn")
    assert (line.viewer_id, line.people, line.object) == (cast[INA].pk, [cast.ids["person_id"]], "JW-7.2")
    assert (line.purpose, "bsn" in line.categories) == ("identification", True)
    assert NUMBER not in text_of(client.get(at()))
    for page in ("", "mensen/", "vraag/"):
        assert NUMBER not in text_of(client.get(f"/casussen/C-1/{page}"))
    others = ReadLog.objects.exclude(purpose="identification")
    assert others.exists()
    assert not others.filter(categories__has="bsn").exists()  # no other page of the case carries it
    assert client.post(at("remove_bsn")).status_code == 303
    with gate.opened():
        assert not PersonBsn.objects.exists()


def test_a_director_works_with_names_and_a_stranger_finds_nothing(signed_in, cast, at, now):
    keep(cast, now)
    for name in (PIA, "cas_directs_case", "wim_takes_part", BERT, "tess_manages_here", "karim_receives"):
        client = signed_in(name)
        for answer in (
            client.get(at()),
            client.post(at(), TYPED),
            client.post(at("show_bsn"), {"ground": "JW-7.2"}),
            client.post(at("remove_bsn")),
            client.post("/casussen/C-1/mensen/bsn/", {"bsn": NUMBER}),
        ):
            assert answer.status_code == 404, name
        assert "Burgerservicenummer" not in text_of(client.get("/casussen/C-1/mensen/"))
    assert "Burgerservicenummer" in text_of(signed_in(DIRK).get("/casussen/C-1/mensen/"))
    assert signed_in(INA).get(at("show_bsn")).status_code == 405


def test_a_number_does_not_open_in_a_case_that_somebody_was_brought_into(signed_in, cast, now):
    """Triage knows every name in the municipality: who is put in a case there brings no number that others keep."""
    keep(cast, now)
    noor = cast.ids["person_id"]
    with gate.opened():
        case = case_in(Step.TRIAGE, now)
    add = {"reference": "C-3", "person_id": noor, "role": "buurvrouw", "now": now + timedelta(minutes=1)}
    actions.add_known_person(viewer=cast.viewer(TARA), **add)
    there, client = [case.reference, noor], signed_in(TARA)
    shown = client.post(reverse("cases:show_bsn", args=there), {"ground": "JW-7.2"})
    page = text_of(shown)
    assert (NUMBER in page, "in een andere casus" in page, "ina inquires" in page) == (False, True, False)
    for name, typed in (("bsn", TYPED | {"bsn": OTHER}), ("remove_bsn", {})):
        assert client.post(reverse(f"cases:{name}", args=there), typed).status_code == 409, name
    ina = signed_in(INA)
    assert NUMBER in text_of(ina.post(reverse("cases:show_bsn", args=["C-1", noor]), {"ground": "JW-7.2"}))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"bsn": "999990018"}, "Dit is geen burgerservicenummer"),
        ({"bsn": ""}, "Vul nog in: “Burgerservicenummer”"),
        ({"bsn": "012345672"}, "Typ hier geen echt nummer"),
        ({"ground": "WMO-5.1.1"}, "Dit antwoord kan hier niet"),
        ({"ground": ""}, "Welke wet"),
        ({"source": ""}, "Waar las u"),
    ],
)
def test_what_is_wrong_is_said_beside_it(signed_in, at, changes, words):
    answer = signed_in(INA).post(at(), TYPED | changes)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_with_real_people_a_number_for_trying_is_refused_and_a_ground_must_name_the_number(cast, now, settings):
    settings.BSN_TEST_NUMBERS = False
    with pytest.raises(actions.NotPossible, match="testnummer"):
        keep(cast, now)
    keep(cast, now, number="012345672")
    settings.BSN_TEST_NUMBERS = True
    with pytest.raises(actions.NotPossible, match="wet die het burgerservicenummer noemt"):
        keep(cast, now, ground="WMO-5.1.1")
    with pytest.raises(actions.NotPossible, match="geen burgerservicenummer"):
        keep(cast, now, number="999990018")


def test_one_number_is_of_one_person_and_the_refusal_names_nobody(signed_in, cast, at, now):
    other = second_person(cast, now)
    keep(cast, now, person=other)
    keep(cast, now, person=other, number=OTHER)  # in place of the first
    keep(cast, now, person=other)
    answer = signed_in(INA).post(at(), TYPED)
    assert answer.status_code == 422
    assert "kan niet bij deze persoon staan" in text_of(answer)
    assert "Daan Zeegers" not in text_of(answer)
    with gate.opened():
        row = PersonBsn.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonBsn.objects.create(
                person_id=cast.ids["person_id"],
                municipality_id=row.municipality_id,
                sealed=row.sealed,
                finder=row.finder,
                key_version=row.key_version,
                source=row.source,
                ground=row.ground,
                entered_at=now,
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonBsn.objects.update(sealed=NUMBER)
        with pytest.raises(closing.NotOurs):  # a row that was moved to somebody else
            closing.open_(row.sealed, person_id=cast.ids["person_id"])


def test_somebody_is_found_by_number_only_where_the_viewer_may_know_the_name(signed_in, cast, now):
    page = "/casussen/C-1/mensen/bsn/"
    keep(cast, now)
    client = signed_in(INA)
    assert "Kent u deze persoon al?" in text_of(client.get(page))
    found = text_of(client.post(page, {"bsn": "9999.90.019"}))
    assert NAME in found
    assert NUMBER not in found
    elsewhere = second_person(cast, now, "C-2")
    with gate.opened():
        PersonBsn.objects.update(finder="0" * 64)
        row = PersonBsn.objects.get()
        row.person_id, row.finder = elsewhere, closing.marks(OTHER, municipality_id=row.municipality_id)[0]
        row.sealed = closing.close(OTHER, person_id=elsewhere)
        row.save(force_insert=True)
    unseen, nobody = (text_of(client.post(page, {"bsn": number})) for number in (OTHER, "999990032"))
    assert "Niemand gevonden die u mag zien" in unseen
    assert "Daan" not in unseen
    assert len(unseen) == len(nobody)
    assert client.post(page, {"bsn": "1"}).status_code == 422
    assert ReadLog.objects.filter(action="find_by_bsn").count() == 3
    seen = text_of(signed_in(DIRK).post(page, {"bsn": NUMBER}))
    assert "Zet deze persoon erbij" not in seen  # who decides adds nobody


def test_the_keys_are_turned_while_everything_goes_on(cast, now, settings, monkeypatch):
    numbers = {cast.ids["person_id"]: NUMBER, second_person(cast, now): OTHER, second_person(cast, now): "999990032"}
    settings.BSN_KEYS = ["old"]
    for person, number in numbers.items():
        keep(cast, now, number=number, person=person)
    settings.BSN_KEYS = ["new", "old"]
    with pytest.raises(actions.NotPossible):  # an old row still keeps its number for one person
        keep(cast, now, number=OTHER)
    monkeypatch.setattr("cases.actions.bsn.BATCH", 2)
    said = StringIO()
    call_command("rotate_bsn_keys", stdout=said)
    assert "3 nummers" in said.getvalue()
    settings.BSN_KEYS = ["new"]
    with gate.opened():
        rows = {row.person_id: row for row in PersonBsn.objects.all()}
    assert {person: closing.open_(row.sealed, person_id=person) for person, row in rows.items()} == numbers
    for row in rows.values():
        number = numbers[row.person_id]
        assert row.finder == closing.marks(number, municipality_id=row.municipality_id)[0]
    before = {row.sealed for row in rows.values()}
    call_command("rotate_bsn_keys", stdout=StringIO())
    with gate.opened():
        assert {row.sealed for row in PersonBsn.objects.all()} == before
        with pytest.raises(ValueError, match="by the installation"):
            actions.rotate_bsn_keys(viewer=cast.viewer(INA))


def test_it_goes_with_the_person_and_no_partner_without_a_law_receives_it(cast, now):
    keep(cast, now)
    for name, words in (
        ("karim_receives", "geen wet geeft haar dat"),
        ("lot_receives_elsewhere", "nooit ontvangen, ook niet"),
    ):
        about, number = (cast.ids["person_id"],), frozenset({DataCategory.BSN})
        wanted = proposal(cast[name], now, about=about, categories=number, bases=("WMO-5.2.9",))
        with pytest.raises(actions.NotPossible, match=words):
            share(viewer=cast.viewer(PIA), reference="C-1", proposal=wanted, now=now)
    with gate.opened():
        Person.objects.filter(pk=cast.ids["person_id"]).delete()
        assert not PersonBsn.objects.exists()


# --- S7: looked for everywhere -------------------------------------------------------------------------------------


def of_nobody(count):
    """Numbers of the range that RvIG gives to nobody. It holds nine thousand: after the last comes the first again."""
    every = (str(value) for value in range(999_900_000, 1_000_000_000) if closing_test(str(value)))
    return list(itertools.islice(itertools.cycle(every), count))


def closing_test(number):
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, number, strict=True)) % 11 == 0


def everything_in_the_database():
    """Every row of every table as text."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT string_agg(t::text, E'\\n') FROM {table} t")
            yield cursor.fetchone()[0] or ""


def type_everywhere(client, cast, number, at):
    """On every page where somebody could: the field for it, and a few that are not for it."""
    page, notes = at(), "/casussen/C-1/notities/"
    assert client.post(page, TYPED | {"bsn": number}).status_code == 303
    client.post(page, TYPED | {"bsn": f"{number}1"})
    client.post("/casussen/C-1/mensen/bsn/", {"bsn": number})
    said = text_of(client.post(notes, {"text": f"Het nummer is {number}", "about": cast.ids["person_id"]}))
    assert "lijkt op een burgerservicenummer" in said
    typed = {"text": f"Het nummer is {number}", "bsn": number, "concept-pagina": page, "concept-formulier": notes}
    client.post(reverse("autosave_draft"), typed)
    user = cast[INA].pk
    drafts.keep_draft(user_id=user, page=page, action=page, fields={"bsn": [number], "x": [number]}, now=client.now)


def test_seeded_numbers_are_found_in_no_table_no_log_line_no_message_and_no_page_of_an_error(
    signed_in, cast, at, now, caplog, monkeypatch
):
    _look_for(4, signed_in(INA), cast, at, now, caplog, monkeypatch)


@pytest.mark.slow
def test_ten_thousand_seeded_numbers_are_found_nowhere(signed_in, cast, at, now, caplog, monkeypatch):
    _look_for(10_000, signed_in(INA), cast, at, now, caplog, monkeypatch)


def _look_for(count, client, cast, at, now, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # only with DEBUG, and not in an installation
    numbers, client.now = of_nobody(count), now
    for place, number in enumerate(numbers):
        if place % EACH and count > EACH:
            keep(cast, now, number=number)
        else:
            type_everywhere(client, cast, number, at)
    assert one(PersonBsn).key_version == closing.version()
    client.raise_request_exception = False
    monkeypatch.setattr("cases.actions.bsn.bsn.close", lambda *args, **kwargs: 1 / 0)
    broken = client.post(at(), TYPED | {"bsn": numbers[0]})
    assert broken.status_code == 500
    places = [*everything_in_the_database(), caplog.text, text_of(broken)]
    assert any("ZeroDivisionError" in place or "failed" in place for place in places[-2:])
    left = {number for number in numbers if any(number in place for place in places)}
    assert left == set()
