"""A meeting on every screen at once: the chair, a colleague on the own device, a partner in the portal, the room.

From the opening to the copy that the partner reads. On the way somebody judges too soon, a connection is lost, people
click at once, a new fact brings the table back, and the laptop of the chair dies. Axe judges each screen as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys.hands import Person, in_days
from tests.browser.journeys.tables import (
    CASE,
    CHAIR,
    COLLEAGUE,
    DEBTS,
    DEPUTY,
    LANDLORD,
    PARTNER,
    PICTURE,
    QUESTION,
    RENT,
    RESIDENT,
    TEAM,
    lay_the_table,
)
from tests.browser.walk import LOOKS, SIZES, Walk

# What the axe walk leaves to this one: no case of the demonstration has a meeting that runs, or copies of its minutes.
PAGES = {
    "meetings:room",
    "meetings:close_meeting",
    "meetings:minutes_copy",
    "portal:minutes_copy",
    "portal:seat",
    "portal:together",
}
AFRAID = "Ik durf de post niet meer te openen."
TOO_SOON = "Gewoon een bewindvoerder erop."
OFFLINE = "De buurvrouw leest de brieven mee."
ARREARS = "De huur is drie maanden te laat."
DEBT = "Vierduizend euro geleend van de buurman."
PROPOSAL = "Elke vrijdag samen de post openen."
NEW_FACT = "De ontruiming is vanochtend aangezegd."
OVERVIEW = "Wie houdt het overzicht over dit plan"
READABLE = 28  # pixels high on a projector of 1,080: from the back of a room
ENDED = "Iedereen zegt ja."


@dataclass
class Screens:
    """Who follows the table. How soon all agree, is measured in bench/."""

    walk: Walk
    followers: list[Page]

    def agree(self, words: str, followers: list[Page] | None = None) -> None:
        """Waits until this can be read on each."""
        for page in followers or self.followers:
            expect(page.locator("main")).to_contain_text(words)

    def are_in(self, phase: str) -> None:
        """Waits until each is in this phase."""
        for page in self.followers:
            expect(page.locator("[aria-current=step]")).to_have_text(phase)

    def judge(self, name: str, page: Page) -> None:
        """Looks at this very page in a window beside it, so that who uses it is not disturbed."""
        beside = page.context.new_page()
        self.walk.listen(beside)
        beside.goto(page.url)
        self.walk.take_pictures(name, beside)  # as it opens: to judge it, everything is unfolded
        self.walk.judge(beside)
        self.walk.seen.add(name)
        beside.close()


@pytest.fixture
def table(town, now, django_db_blocker):
    with django_db_blocker.unblock():
        return lay_the_table(now)


@LOOKS
def test_a_meeting_runs_on_every_screen_from_the_opening_to_the_copy_of_a_partner(table, people, looks):
    noor, lotte, erik = people(CHAIR), people(COLLEAGUE), people(PARTNER)
    hall = people(CHAIR, device="the computer in the room")
    wall = everybody_sits_down(noor, lotte, erik, hall)
    screens = Screens(Walk(looks), [lotte.page, erik.page, wall])
    the_chair_opens(noor, screens)
    the_resident_speaks_first(noor, lotte, wall, screens)
    a_judgement_comes_too_soon(lotte)
    a_connection_is_lost_and_nothing_else(noor, lotte, screens)
    the_partner_speaks_on_the_own_device(noor, erik, screens)
    what_is_sensitive_stays_off_the_wall(noor, lotte, erik, wall, screens)
    two_people_click_at_once(noor, hall, screens)
    a_new_fact_brings_the_table_back(noor, lotte, erik, screens)
    noor.page.context.close()  # her laptop dies
    ramon = people(DEPUTY)
    the_deputy_carries_on(ramon, screens)
    what_is_agreed_lands_in_the_case(ramon, screens)
    somebody_says_yes_on_the_own_device(ramon, lotte, screens)
    everybody_has_stopped(lotte, erik, hall, screens)
    the_minutes_go_round(ramon, erik, screens)
    assert screens.walk.seen >= PAGES
    assert screens.walk.wrong == []


def everybody_sits_down(noor: Person, lotte: Person, erik: Person, hall: Person) -> Page:
    """The chair opens the meeting, and each takes the screen that is for them. Returns the one on the wall."""
    for person in (noor, hall, lotte):
        person.opens(CASE)
        person.follows("Overleggen")
        person.follows("Naar de tafel")
        if person is noor:
            noor.sends("Open het overleg")
    erik.starts()
    erik.opens(CASE)
    erik.follows(re.compile("^(Zeg of u komt|Bekijk de uitnodiging)"))
    erik.follows("Naar de tafel")
    with hall.page.context.expect_page() as opened:
        hall.page.get_by_role("link", name="Scherm in de kamer").click()
    return opened.value


def the_chair_opens(noor: Person, screens: Screens) -> None:
    """Roles, house rules, purposes and who takes the minutes; then the question."""
    assert "Spreek af wie het verslag maakt" in noor.is_refused("Volgende: Vraagstelling")
    noor.sends("Verteld: Wie heeft welke rol")
    noor.sends("Verteld: Hoe u met elkaar praat")
    noor.sends(
        "Voorgelezen",
        {"Hiervoor delen we gegevens": "Alleen om hier te kunnen blijven wonen.", "Op deze gronden": ["WMO-5.1.1"]},
    )
    noor.sends("Spreek af", {"Wie maakt het verslag?": CHAIR})
    noor.sends("Volgende: Vraagstelling")
    screens.are_in("Vraagstelling")
    noor.sends("De vraag klopt", {"Dit is de vraag": QUESTION, "Wat zegt de inwoner?": "Ja, dit is"})
    noor.sends("Volgende: Beeldvorming")
    screens.are_in("Beeldvorming")
    assert not any(page.get_by_text(QUESTION).count() for page in screens.followers[1:]), "nobody shared the question"


def the_resident_speaks_first(noor: Person, lotte: Person, wall: Page, screens: Screens) -> None:
    """The resident has the first word; what is said stands on the wall without a name."""
    noor.sends(f"Begin: {PICTURE}")
    noor.sends(f"Geef het woord: {RESIDENT}")
    expect(wall.locator("[data-state=speaking]")).to_contain_text("Inwoner")
    noor.sends("Voeg toe", {"Wat voor inbreng is dit?": "Beleving", "Wat is er gezegd?": AFRAID})
    screens.agree(AFRAID, [lotte.page, wall])
    assert noor.sees("Nog 2 mensen niet aan het woord geweest")
    for name in (RESIDENT, TEAM, LANDLORD):
        assert name not in wall.content()
    assert _smallest_letters(wall) >= READABLE
    screens.judge("meetings:room", wall)
    screens.judge("the chair", noor.page)


def _smallest_letters(wall: Page) -> float:
    """Of what the room reads, in pixels of a projector."""
    width, height = SIZES[0]
    wall.set_viewport_size({"width": width, "height": height})
    read = wall.locator(".rg-room__list > li, .rg-room__title, .rg-room .rg-clock__time")
    assert read.count() > 2
    return min(
        float(size) for size in read.evaluate_all("all => all.map(one => parseFloat(getComputedStyle(one).fontSize))")
    )


def a_judgement_comes_too_soon(lotte: Person) -> None:
    """It is refused in the words of the method, and what was typed stands there still."""
    said = lotte.is_refused("Voeg toe", {"Wat voor inbreng is dit?": "Voorstel", "Wat is er gezegd?": TOO_SOON})
    assert "Eerst het beeld compleet: nog 2 mensen niet aan het woord geweest" in said
    expect(lotte.page.get_by_label("Wat is er gezegd?")).to_have_value(TOO_SOON)


def a_connection_is_lost_and_nothing_else(noor: Person, lotte: Person, screens: Screens) -> None:
    """What somebody types and sends without a connection, arrives when there is one; and a double click is one."""
    page = lotte.page
    page.get_by_label("Feit", exact=True).check()
    page.get_by_label("Wat is er gezegd?").fill(OFFLINE)
    page.context.set_offline(True)
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("[data-connection]")).to_contain_text("Uw inbreng gaat vanzelf weg")
    noor.sends(f"Geef het woord: {TEAM}")
    expect(page.get_by_text("U bent aan de beurt", exact=True)).to_have_count(0)
    expect(page.get_by_label("Wat is er gezegd?")).to_have_value(OFFLINE)
    page.context.set_offline(False)
    screens.agree(OFFLINE, [noor.page, page])
    expect(page.locator("[data-connection]")).to_have_text("De verbinding is er weer")
    expect(page.get_by_text("U bent aan het woord geweest")).to_be_visible()
    expect(page.get_by_label("Wat is er gezegd?")).to_have_value("")
    page.get_by_label("Wat is er gezegd?").fill("Wie belt de deurwaarder?")
    page.get_by_role("button", name="Voeg toe").dblclick()
    screens.agree("Wie belt de deurwaarder?", [noor.page])
    for screen in (noor.page, page):
        expect(screen.locator(".rg-said__item", has_text="Wie belt de deurwaarder?")).to_have_count(1)
        expect(screen.locator(".rg-said__item", has_text=OFFLINE)).to_have_count(1)


def the_partner_speaks_on_the_own_device(noor: Person, erik: Person, screens: Screens) -> None:
    """Out of the room at first; in it for what is shared, where what the partner says is the first turn."""
    expect(erik.page.get_by_text("Onderwerp zonder u", exact=True)).to_be_visible()
    assert not erik.sees(AFRAID)
    noor.sends(f"Begin: {RENT}")
    screens.agree(f"Op tafel: {RENT}", [erik.page])
    erik.sends("Voeg toe", {"Wat voor inbreng is dit?": "Feit", "Wat is er gezegd?": ARREARS})
    screens.agree(ARREARS, [noor.page])
    expect(noor.page.get_by_text("Iedereen was aan het woord")).to_be_visible()
    screens.judge("portal:seat", erik.page)


def what_is_sensitive_stays_off_the_wall(
    noor: Person, lotte: Person, erik: Person, wall: Page, screens: Screens
) -> None:
    """Of a debt the wall says that it was talked about; who may not hear it is out of the room, on every screen."""
    noor.sends(f"Begin: {DEBTS}")
    noor.sends("Voeg toe", {"Wat voor inbreng is dit?": "Feit", "Wie zegt dit?": RESIDENT, "Wat is er gezegd?": DEBT})
    screens.agree("1 punt is besproken", [wall])
    expect(erik.page.get_by_text("Onderwerp zonder u", exact=True)).to_be_visible()
    expect(lotte.page.get_by_text("U bent nu niet in de kamer")).to_be_visible()
    for page in screens.followers:
        assert DEBT not in page.content(), page.url
        assert DEBTS not in page.content(), page.url
    assert noor.sees(DEBT)


def two_people_click_at_once(noor: Person, hall: Person, screens: Screens) -> None:
    """The chair at two devices: one step, one line in the story of the meeting."""
    noor.sends("Iedereen vindt het beeld compleet")
    expect(noor.page.locator("#picture-complete")).to_have_count(0)
    before = int(noor.page.locator("#live-head").get_attribute("data-version") or 0)
    expect(hall.page.locator("#live-head")).to_have_attribute("data-version", str(before))
    for page in (noor.page, hall.page):
        page.evaluate("document.getElementById('go-on').click()")  # does not wait for the answer
    screens.are_in("Oordeelsvorming")
    for page in (noor.page, hall.page):
        expect(page.locator("[aria-current=step]")).to_have_text("Oordeelsvorming")
        expect(page.locator("form[data-sent]")).to_have_count(0)
        expect(page.locator("#live-head")).to_have_attribute("data-version", str(before + 1))


def a_new_fact_brings_the_table_back(noor: Person, lotte: Person, erik: Person, screens: Screens) -> None:
    """An argument against rests on a fact that nobody knew: a signal, and back to the picture with a reason."""
    noor.sends("Begin: Oplossingsrichtingen")
    screens.agree("Op tafel: Oplossingsrichtingen", [erik.page])
    expect(lotte.page.locator(".rg-topicnow")).to_have_text("Oplossingsrichtingen")
    lotte.sends("Voeg toe", {"Wat voor inbreng is dit?": "Voorstel", "Wat is er gezegd?": PROPOSAL})
    expect(erik.page.get_by_text("Steunt een argument tegen")).to_be_hidden()
    erik.page.get_by_label("Argument tegen").check()
    erik.page.get_by_text("Steunt een argument tegen").click()
    against = {"Wat is er gezegd?": "Daar is geen tijd meer voor.", "Steunt dit op een nieuw feit?": NEW_FACT}
    erik.sends("Voeg toe", against)
    screens.agree(NEW_FACT, [noor.page])
    assert noor.sees("Een nieuw feit bij een argument tegen. Was het beeld wel compleet?")
    assert "Nieuwe feiten waar nog niets mee is gedaan: 1" in noor.is_refused("Volgende: Besluitvorming")
    assert "Vul nog in" in noor.is_refused("Terug naar de beeldvorming", {"Waarom?": ""})
    noor.sends("Terug naar de beeldvorming", {"Waarom?": "Eerst horen wat de ontruiming betekent."})
    screens.are_in("Beeldvorming")
    assert noor.sees("Eerst horen wat de ontruiming betekent.")


def the_deputy_carries_on(ramon: Person, screens: Screens) -> None:
    """At another device, where the table was: the same picture, the same phase, and forward again."""
    ramon.opens(CASE)
    ramon.follows("Overleggen")
    ramon.follows("Naar de tafel")
    for words in (AFRAID, OFFLINE, ARREARS, "Eerst horen wat de ontruiming betekent."):
        assert ramon.sees(words), words
    ramon.sends("Iedereen vindt het beeld compleet")
    ramon.sends("Volgende: Oordeelsvorming")
    screens.are_in("Oordeelsvorming")


def what_is_agreed_lands_in_the_case(ramon: Person, screens: Screens) -> None:
    """Perspective, goal, direction, decision and action; what is refused takes nothing else along."""
    ramon.sends("Bespreek opnieuw: Oplossingsrichtingen")
    answers = {"Waar wil de inwoner naartoe?": "Rustig hier wonen.", "Hoe praatte de inwoner mee?": "Zit aan tafel"}
    ramon.sends("Leg vast", answers, under="#land-perspective")
    goal = {"Bij welk perspectief?": "Rustig hier wonen.", "Wat is de bedoeling?": "De post is open."}
    ramon.sends("Leg vast", goal, under="#land-goal")
    direction = {"Bij welk doel?": "De post is open.", "Welke richting?": PROPOSAL, "Uit welk voorstel?": PROPOSAL}
    ramon.sends("Neem over", direction, under="#land-direction")
    ramon.sends("Volgende: Besluitvorming")
    screens.are_in("Besluitvorming")
    ramon.sends("Begin: Plan en verdeling")
    ramon.page.locator("#land-decision > summary").click()
    decides = ramon.page.get_by_label("Wat besluit u?")
    decides.fill("We openen de post elke vrijdag.")
    assert "Kies een antwoord bij “Wie doet het?”" in ramon.is_refused(
        "Leg vast", {"Wat gebeurt er?": PROPOSAL}, under="#land-action"
    )
    expect(ramon.page.locator("#land-action").get_by_label("Wat gebeurt er?")).to_have_value(PROPOSAL)
    expect(decides).to_have_value("We openen de post elke vrijdag.")
    who = {"Welk plan?": "Plan A", "Wie doet het?": TEAM, "Wanneer is het klaar?": in_days(30)}
    ramon.sends("Leg vast", who, under="#land-action")
    expect(decides).to_have_value("We openen de post elke vrijdag.")
    ramon.sends("Leg vast", {"Wie besluit dit?": "De hele tafel"}, under="#land-decision")
    screens.agree("We openen de post elke vrijdag.", [ramon.page, screens.followers[2]])


def somebody_says_yes_on_the_own_device(ramon: Person, lotte: Person, screens: Screens) -> None:
    """The question of the overview comes on the screen of who is asked, and the end screen hears the answer."""
    ramon.follows("Naar het einde")
    assert "Diegene moet ja zeggen" in ramon.is_refused("Sluit het overleg", {OVERVIEW: COLLEAGUE})
    asked = {OVERVIEW: COLLEAGUE, "De laatste ronde: klopt het beeld?": ENDED}
    ramon.sends("Vraag het op het scherm van die collega", asked)
    screens.agree(OVERVIEW, [lotte.page])
    screens.judge("the colleague who is asked", lotte.page)
    assert "Vul nog in" in lotte.is_refused("Ja, dat doe ik", {"Hoeveel uren hebt u hiervoor?": "4 uur per week"})
    lotte.sends("Ja, dat doe ik", {"Wie betaalt die uren?": "De gemeente"})
    screens.agree(f"{COLLEAGUE} zei ja op het eigen scherm", [ramon.page])
    screens.judge("meetings:close_meeting", ramon.page)
    told = "De inwoner weet wie er vanaf nu te bellen is"
    ramon.sends("Sluit het overleg", {told: True})
    assert ramon.sees("Het overleg is gesloten.")


def everybody_has_stopped(lotte: Person, erik: Person, hall: Person, screens: Screens) -> None:
    """No screen shows a table that is not there any more; whoever was there reads what comes now."""
    expect(erik.page.get_by_role("heading", name="Dit overleg is afgelopen")).to_be_visible()
    erik.follows("Zeg hoe de samenwerking gaat")
    screens.judge("portal:together", erik.page)
    erik.sends("Bewaar mijn antwoord", {"Voelt u zich gehoord?": "Ja", "Trekken we samen op?": "Deels"})
    assert not erik.sees(ARREARS)
    for person in (lotte, hall):
        expect(person.page.locator("[data-meeting]")).to_have_count(0)
        expect(person.page.get_by_role("heading", name="Verslag")).to_be_visible()


def the_minutes_go_round(ramon: Person, erik: Person, screens: Screens) -> None:
    """Each gets the own copy; the partner reads in the portal what it heard, and no word of the debt."""
    ramon.follows("Naar het verslag")
    ramon.sends("Maak het verslag")
    assert ramon.sees(DEBT)
    ramon.sends("Geef ieder het eigen verslag")
    ramon.follows(re.compile(rf"^Bekijk\s*: {LANDLORD}$"))
    copy_is_right: Callable[[Person], bool] = lambda reader: (  # noqa: E731
        reader.sees(ARREARS) and not any(reader.sees(words) for words in (DEBT, AFRAID, RESIDENT))
    )
    assert copy_is_right(ramon)
    screens.judge("meetings:minutes_copy", ramon.page)
    erik.opens(CASE)
    erik.page.locator("#minutes").get_by_role("link").first.click()
    expect(erik.page.get_by_role("heading", level=1)).to_contain_text("Verslag")
    assert copy_is_right(erik)
    screens.judge("portal:minutes_copy", erik.page)
