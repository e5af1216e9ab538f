"""It stalls in a case that is being followed: the same people come together again, and walk the achtje once more."""

from __future__ import annotations

import pytest

from tests.browser.journeys.chapters import opens_the_table
from tests.browser.journeys.hands import Person, in_days

KEEPER, DIRECTOR, RESIDENT = "David Osei", "Ilse Hoekstra", "Selin Aydin"
AT_HOME = {
    "Yara Demir": "Zij zit op school. Haar moeder vertelt wat zij wil.",
    "Emin Demir": "Hij is negen en wil er niet bij zijn.",
    "Kemal Demir": "Hij heeft een eigen gesprek.",
}
STALLS = "Vader kwam twee keer niet bij de wissel."


@pytest.mark.slow  # what a second round asks of a page is also walked in test_whole_case.py and at the table
def test_a_case_that_stalls_walks_the_achtje_again(people, imported):
    followed = imported("C02")["C02"]  # adopted, followed, with plan B in force
    the_case_director_says_that_it_stalls(people(KEEPER), followed)
    ilse = people(DIRECTOR)
    the_process_director_brings_the_table_together(ilse, followed)
    the_table_goes_back_for_somebody_who_was_missing(ilse, followed)
    the_table_sits_again(ilse, followed)
    both_rounds_can_be_seen(ilse, followed)


def the_case_director_says_that_it_stalls(david: Person, case: str) -> None:
    david.opens(case)
    david.follows("Het stokt")
    assert "Wat stokt er?" in david.is_refused("Geef het signaal", {"Van wie is dit signaal?": "Van mijzelf"})
    david.sends("Geef het signaal", {"Wat stokt er?": STALLS})
    assert david.sees(STALLS)


def the_process_director_brings_the_table_together(ilse: Person, case: str) -> None:
    ilse.starts()
    assert ilse.sees("Roep het overleg bij elkaar: het stokt")
    ilse.looks_at_step(case, "5. Afschalen en nazorg")
    ilse.mends("Signalen dat het stokt die nog open staan: 1.", on="Monitoren")
    assert ilse.sees(STALLS)
    ilse.opens(case)
    ilse.follows("Roep dezelfde mensen bij elkaar", under="#next-step")
    ilse.sends("Zet de stap: 3a. Analyse")
    assert "3a. Analyse, ronde 2" in ilse.stands_at()


def the_table_goes_back_for_somebody_who_was_missing(ilse: Person, case: str) -> None:
    ilse.opens(case)
    ilse.follows("2. Partijen uitnodigen", under="#next-step")
    assert "Vul nog in: “Waarom?”" in ilse.is_refused("Zet de stap: 2. Partijen uitnodigen")
    ilse.sends("Zet de stap: 2. Partijen uitnodigen", {"Waarom?": "De opa van Yara kent beide huizen."})
    assert "2. Partijen uitnodigen, ronde 2" in ilse.stands_at()


def the_table_sits_again(ilse: Person, case: str) -> None:
    ilse.opens(case)
    ilse.mends("Open het overleg.", on="onitor")  # the one of December: too late for this
    ilse.follows("Voorbereiden")
    ilse.sends("Laat dit overleg vervallen")
    ilse.opens(case)
    ilse.mends("Nodig mensen uit voor het overleg.", on="overleg")
    ilse.sends(
        "Plan het overleg",
        {
            "Wat voor overleg?": "Opnieuw bij elkaar na een signaal",
            "Wanneer?": f"{in_days(0)} 09:00",
            "Wat bespreekt u?": ["A."],
        },
    )
    ilse.sends("Nodig uit", {"Wie?": RESIDENT, "Hoe doet de inwoner mee?": "Zit aan tafel"})
    for who, why in AT_HOME.items():  # of everybody who is talked about it is agreed how they take part
        answers = {"Hoe doet de inwoner mee?": "Doet niet mee", "Doet de inwoner niet mee, waarom niet?": why}
        ilse.sends("Nodig uit", {"Wie?": who, **answers})
    ilse.opens(case)
    ilse.mends("Open het overleg.", on="Opnieuw")
    ilse.sends("Open het overleg")
    ilse.sends("De vraag klopt", {"Wat zegt de inwoner?": "Ja, dit is"})
    ilse.sends(
        "Voorgelezen",
        {"Hiervoor delen we gegevens": "Rust bij de wissel voor Yara en Emin.", "Op deze gronden": ["WMO-5.1.1"]},
    )
    ilse.takes_step(case, "3a. Analyse")
    ilse.mends("Nog niet aan het woord geweest: 1.", on="Opnieuw")
    opens_the_table(ilse)
    ilse.sends(f"Aan het woord geweest: {RESIDENT}")
    ilse.opens(case)
    ilse.mends("Kies een vast stramien voor de analyse.", on="Beeld")
    assert ilse.sees("Dit beeld komt uit een eerdere ronde.")
    ilse.sends("Bevestig voor deze ronde")
    ilse.takes_step(case, "3b. Perspectief")
    assert "3b. Perspectief, ronde 2" in ilse.stands_at()


def both_rounds_can_be_seen(ilse: Person, case: str) -> None:
    for words in ("Ronde 1", "Ronde 2"):
        assert ilse.page.locator(".rg-steps, .rg-rounds").get_by_text(words).count(), words
    ilse.follows("Tijdlijn")
    assert ilse.sees("De opa van Yara kent beide huizen.")
    ilse.follows("Procesplaat")
    table = ilse.page.get_by_role("table", name="De casus stond in deze stappen")
    rows = [" ".join(row.split()) for row in table.locator("tbody tr").all_inner_texts()]
    assert any(row.startswith("2. Partijen uitnodigen 2") for row in rows), rows
    assert any(row.startswith("4. Monitoren 1") for row in rows), rows
