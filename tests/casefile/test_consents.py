"""The consents of a file become real ones by the ordinary rules, and what those do not find enough is named."""

from datetime import date

from cases.models import Consent, ConsentAnswer, ImportedCase
from privacy import gate
from privacy.representation import Capacity
from regie.casefile.telling import summary
from tests.casefile.build import WALKED, a_case
from tests.casefile.courses import run

HOUSEHOLD = [
    {"key": "p1", "name": "Inwoner Een", "age": 40, "role": "moeder", "authority": "joint"},
    {"key": "p2", "name": "Inwoner Twee", "age": 13, "role": "jeugdige", "authority": "joint"},
    {"key": "p3", "name": "Inwoner Drie", "age": 41, "role": "vader", "authority": "joint"},
    {"key": "p4", "name": "Inwoner Vier", "age": 17, "role": "jeugdige"},
    {"key": "p5", "name": "Inwoner Vijf", "age": 70, "role": "oma"},
]
WAIVER = {"kind": "secrecy_waiver", "to": ["o1"], "what": ["school_attendance"]}
GIVEN = {"given_at": "2026-03-02", "valid_until": "2027-03-01"}
ROWS = [
    {**WAIVER, **GIVEN, "about": "p4", "given_by": "p4"},
    {**WAIVER, **GIVEN, "about": "p2", "given_by": ["p2", "p1", "p3"]},
    {**WAIVER, **GIVEN, "about": "p2", "given_by": ["p2", "p5"]},
    {"kind": "processing_basis", "to": "o1", "what": "media", "about": "p1", "given_by": "p1", **GIVEN},
    {**WAIVER, "about": "p1", "given_by": "p1", "given_at": "2026-03-02", "withdrawn_at": "2026-04-02"},
    {"kind": "agreement_to_support", "about": "p1", "given_by": "p1", "note": "Gesprekken thuis"},
]


def test_each_row_becomes_what_the_matrix_makes_of_it_and_the_summary_says_so(db, tmp_path):
    outcome = run(tmp_path, a_case(WALKED, household=HOUSEHOLD, consents=ROWS))
    assert (outcome.problems, outcome.refused) == ((), [])
    made = outcome.imported["X1"]
    with gate.opened():
        rows = list(Consent.objects.order_by("made_at").select_related("person"))
        answers = {
            (one.person.name, one.capacity, one.answered_on) for one in ConsentAnswer.objects.select_related("person")
        }
    found = [(row.person.name[8:], row.given_on, row.valid_until, bool(row.withdrawn_at)) for row in rows]
    day = date(2026, 3, 2)
    assert found == [
        ("Vier", day, date(2027, 3, 1), False),
        ("Twee", None, None, False),  # nobody looked up who has authority
        ("Een", day, None, True),
        ("Een", None, None, False),  # on which day is not known
    ]
    assert ("Inwoner Drie", Capacity.PARENT, day) in answers
    assert ("Inwoner Twee", Capacity.SELF, day) in answers
    assert {row.text_version for row in rows} == {"onbekend"}, "which text was shown the file does not say"
    assert [one.place for one in made.incomplete] == [("consents", 1), ("consents", 5)]
    assert "nagekeken" in made.incomplete[0].text
    assert [one.place for one in made.left_out] == [("consents", 2), ("consents", 3), ("consents", 5, "given_by")]
    text = "\n".join(summary(outcome))
    assert "Nog niet compleet: consents[2]" in text
    assert "Niet overgenomen: consents[3]. In deze casus staat niet dat deze persoon" in text
    with gate.opened():
        kept = ImportedCase.objects.get(key="X1").unused["consents"]
    assert [row["about"] for row in kept] == [["p2"], ["p1"]], "what was left out stays as the file says it"
