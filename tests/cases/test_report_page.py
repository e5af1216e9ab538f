"""Reporting a case in one page, after looking whether these people are known already."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions, reads
from cases.actions import NewPerson
from cases.models import Case, HouseholdMember, Statement
from cases.statements import Kind
from privacy import gate
from privacy.law import Purpose
from privacy.models import ReadLog

URL = reverse("cases:new")
LONG = "’t Is te véél 🌧 " * 625  # 10,000 characters


def typed(**changes):
    """Sound input; the changes make it otherwise."""
    sound = {
        "do": "report",
        "key": str(uuid4()),
        "lines": "2",
        "question": "Ik wil 's avonds gewoon thuis zijn.",
        "reporter_kind": "resident",
        "urgency": "normal",
        "q": "",
    }
    for number in range(2):
        sound |= {f"person-{number}-{name}": "" for name in ("name", "role", "age")}
        sound[f"person-{number}-place"] = "home"
    return sound | {name.replace("__", "-"): value for name, value in changes.items()}


@pytest.fixture
def bert(client, cast):
    client.force_login(cast["bert_stands_nowhere"])
    return client


@pytest.fixture
def tara(client, cast):
    client.force_login(cast["tara_triages"])
    return client


def new_cases():
    with gate.opened():
        return list(Case.objects.exclude(reference__in=["C-1", "C-2"]))


class TestReporting:
    def test_all_that_was_typed_is_in_the_case(self, bert):
        people = {"person-0-name": "Öz Demir", "person-0-role": "dochter", "person-0-age": "13"}
        answer = bert.post(URL, typed(question=LONG, said_by="Öz", **people), follow=True)
        assert answer.redirect_chain[0][1] == 303
        (case,) = new_cases()
        assert case.reference in answer.content.decode()
        with gate.opened():
            assert Statement.objects.get(case=case, kind=Kind.QUESTION).text == LONG.strip()
            assert HouseholdMember.objects.get(case=case).role == "dochter"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"question": ""}, "Vul nog in: “Wat is de vraag, in de woorden van de inwoner?”"),
            ({"question": LONG + "x" * 20}, "Deze tekst is te lang"),
            ({"reporter_kind": ""}, "Kies een antwoord bij “Wie meldt dit?”"),
            ({"urgency": "emergency"}, "Schrijf op waarom iemand snel moet kijken"),
            ({"person__0__name": "Oma"}, "Schrijf op wie dit is in het gezin"),
            ({"person__1__role": "oma"}, "Schrijf op hoe deze persoon heet"),
            ({"person__0__name": "Oma", "person__0__role": "oma", "person__0__age": "oud"}, "Schrijf een heel getal"),
            ({"key": "niets"}, "geldige UUID"),
        ],
    )
    def test_what_is_wrong_is_said_on_top_and_nothing_is_lost_or_saved(self, bert, changes, says):
        answer = bert.post(URL, typed(said_by="’t kind zelf", **changes))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert says in page.split("</ul>")[0]
        assert "’t kind zelf" in page
        assert new_cases() == []

    def test_sending_twice_reports_once(self, bert):
        same = typed()
        first, second = bert.post(URL, same), bert.post(URL, same)
        assert first["Location"] == second["Location"]
        assert len(new_cases()) == 1

    def test_the_key_of_another_case_is_refused(self, bert, cast):
        answer = bert.post(URL, typed(key=str(cast.ids["case_id"])))
        assert answer.status_code == 409
        assert "Ik wil &#x27;s avonds" in answer.content.decode()

    @pytest.mark.parametrize("name", ["tess_manages_here", "ger_protects_data", "ada_administers", "karim_receives"])
    def test_who_does_not_report_gets_no_page(self, client, cast, name):
        client.force_login(cast[name])
        assert client.get(URL).status_code == 403
        assert client.post(URL, typed()).status_code == 403

    def test_takes_what_is_asked_and_sent_only(self, bert):
        assert bert.put(URL).status_code == 405

    def test_one_more_line_keeps_what_was_typed(self, bert):
        page = bert.post(URL, typed(do="more", question="Half", person__0__name="Oma")).content.decode()
        assert 'name="person-2-name"' in page
        assert 'value="Oma"' in page
        assert ">Half</textarea>" in page
        assert "rg-errors" not in page
        many = bert.post(URL, typed(do="more", lines="999999999")).content.decode()
        assert 'name="person-12-name"' not in many


class TestLookingFirst:
    def test_a_triagist_is_warned_that_somebody_is_at_a_table(self, tara):
        page = tara.post(URL, typed(do="search", q="zeegers", question="Half")).content.decode()
        assert "Ligt al op een tafel." in page
        assert "Procesregie: pia directs process" in page
        assert ">Half</textarea>" in page
        assert reverse("cases:case", args=["C-1"]) not in page  # a running case is not the triagist's to open

    def test_a_case_that_may_be_opened_is_a_link(self, bert, cast, now):
        bert.post(URL, typed(person__0__name="Yara Demir", person__0__role="kind"))
        (case,) = new_cases()
        page = bert.post(URL, typed(do="search", q="demir")).content.decode()
        assert f'href="{reverse("cases:case", args=[case.reference])}"' in page

    def test_nobody_and_somebody_hidden_read_the_same(self, bert):
        pages = [
            bert.post(URL, typed(do="search", q=words, key="0" * 32)).content.decode().replace(words, "…")
            for words in ("Zeegers", "Bestaatniet")
        ]
        lines = [[line for line in page.splitlines() if "csrfmiddlewaretoken" not in line] for page in pages]
        assert lines[0] == lines[1]
        assert "Niemand gevonden die u mag zien" in pages[0]

    def test_whoever_is_the_same_person_comes_along(self, tara, cast):
        known = f"known-{cast.ids['person_id']}"
        chosen = {"q": "zeegers", f"{known}-take": "on", f"{known}-place": "elsewhere"}
        refused = tara.post(URL, typed(**chosen))
        assert refused.status_code == 422
        assert "Noor Zeegers: Schrijf op wie dit is in het gezin" in refused.content.decode()
        assert tara.post(URL, typed(**chosen, **{f"{known}-role": "zus"})).status_code == 303
        (case,) = new_cases()
        with gate.opened():
            member = HouseholdMember.objects.get(case=case)
        assert (member.person_id, member.role, member.lives_in) == (cast.ids["person_id"], "zus", False)

    def test_who_was_not_found_cannot_come_along(self, bert, cast):
        """The id of somebody whom the viewer may not know has no effect: only who was found is looked at."""
        known = f"known-{cast.ids['person_id']}"
        bert.post(URL, typed(**{"q": "zeegers", f"{known}-take": "on", f"{known}-role": "zus"}))
        (case,) = new_cases()
        with gate.opened():
            assert not HouseholdMember.objects.filter(case=case).exists()

    def test_a_search_leaves_a_line_without_the_name(self, tara, cast):
        tara.post(URL, typed(do="search", q="zeegers"))
        line = ReadLog.objects.get(action="find_known")
        assert cast.ids["case_id"] in line.case_ids
        assert (line.purpose, line.categories) == ("intake", ["identity_contact", "progress"])
        assert "zeegers" not in repr(vars(line))

    @pytest.mark.parametrize("words", ["", " ", "z"])
    def test_too_little_looks_for_nobody(self, tara, words):
        assert "Zeegers" not in tara.post(URL, typed(do="search", q=words)).content.decode()

    def test_namesakes_are_told_apart_and_a_search_has_an_end(self, cast, now, monkeypatch):
        monkeypatch.setattr("cases.reads.finding.MOST", 2)
        pia = cast.viewer("pia_directs_process")
        for age in (3, 33, 63):
            person = NewPerson(name="Jan Jansen", role="x", age=age)
            actions.add_person(viewer=pia, reference="C-1", person=person, now=now)
        found = reads.find_known(viewer=pia, purpose=Purpose.DIRECTION, words="JANSEN jan", now=now)
        assert (len(found.people), found.more) == (2, True)
        assert len({person.age for person in found.people}) == 2
