"""What people do at a page: the vocabulary of the journeys.

A person finds things by the words on the page, as everybody does: never by an address, an id or a class of the code,
but for the card of the next step. Whatever is refused fails at once, with what the page said about it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.demo_people import PEOPLE

REFUSED = 400
NEXT_STEP = "#next-step"
MISSING = "main .rg-guards__item[data-state=missing] a"


class Refused(AssertionError):
    """The page did not do it, and said why."""


def demo_email(name: str) -> str:
    """With which address somebody of the demonstration signs in."""
    return next(person.email for person in PEOPLE if person.name == name)


def _said(words: str) -> re.Pattern:
    """Exactly these words, whatever space a browser puts round the part that only a screen reader says."""
    return re.compile("^" + re.escape(words).replace(":", r"\s*:") + "$")


def in_days(number: int) -> str:
    """A day from now, as it is typed."""
    return (timezone.localdate() + timedelta(days=number)).strftime("%d-%m-%Y")


@dataclass
class Person:
    """Somebody at a browser of their own."""

    name: str
    page: Page
    site: str

    # --- where one is -------------------------------------------------------------------------

    def signs_in(self, password: str = "") -> None:
        """By choosing oneself on the page of the demonstration, or with a password as anywhere else."""
        if password:
            self.page.goto(f"{self.site}/inloggen/")
            self.sends("Log in", {"E-mailadres": demo_email(self.name), "Wachtwoord": password})
        else:
            self.page.goto(f"{self.site}/demo/")
            self._goes(self.page.get_by_role("button", name=re.compile("^" + re.escape(self.name))))
        expect(self.page.get_by_text(self.name).first).to_be_attached()

    def starts(self) -> None:
        """Opens the start page."""
        self.page.goto(f"{self.site}/")

    def opens(self, case: str) -> None:
        """Opens a case by its reference, as from a link in a mail."""
        self.page.goto(f"{self.site}/casussen/{case}/")
        assert self.sees(case), self._text()

    def follows(self, link: str | re.Pattern, *, under: str | None = None, near: str | None = None) -> None:
        """Clicks on a link with these words, in the part of the page with this title, or beside these words."""
        place = self._region(under)
        if near:
            place = place.get_by_role("listitem").filter(has_text=near)
        found = place.get_by_role("link", name=link, exact=True, include_hidden=True).first
        self._unfold(found)
        self._goes(found)

    def sees(self, words: str | re.Pattern) -> bool:
        """Whether these words stand on the page, also where one has to unfold them."""
        text = self._text()
        return bool(words.search(text)) if isinstance(words, re.Pattern) else words in text

    # --- what one types -----------------------------------------------------------------------

    def sends(
        self, button: str, answers: dict | None = None, *, under: str | None = None, near: str | None = None
    ) -> None:
        """Fills in the form with this button, question by question, and presses it."""
        form = self._form(button, under, near)
        self._unfold(form)
        for question, answer in (answers or {}).items():
            self._answer(form, question, answer)
        self._press(form.get_by_role("button", name=_said(button)))

    def is_refused(self, button: str, answers: dict | None = None, *, under: str | None = None) -> str:
        """Sends something that cannot be, and returns what the page says about it."""
        try:
            self.sends(button, answers, under=under)
        except Refused as refused:
            return str(refused)
        raise AssertionError(f"“{button}” werd niet geweigerd")

    def _answer(self, form: Locator, question: str, answer) -> None:
        label = re.compile(r"^\s*" + re.escape(question))
        group = form.get_by_role("group", name=label)
        if group.count():
            for choice in [answer] if isinstance(answer, str) else answer:
                group.get_by_label(re.compile(r"^\s*" + re.escape(choice))).first.check()
            return
        field = form.get_by_label(label).first
        if answer is True:
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            options = [text.strip() for text in field.locator("option").all_inner_texts()]
            field.select_option(label=next((text for text in options if text.startswith(answer)), answer))
        else:
            field.fill(answer)

    # --- the path of the case -----------------------------------------------------------------

    def is_missing(self) -> list[str]:
        """What the card of the next step, or the page of a step, says is still needed."""
        lines = self.page.locator(MISSING).all_inner_texts()
        return [" ".join(line.split()) for line in lines]

    def mends(self, missing: str, *, on: str) -> None:
        """Follows the link of something that is missing, which must lead to the page with this heading."""
        found = self.page.locator(MISSING).filter(has_text=missing)
        assert found.count() == 1, f"“{missing}” staat niet bij wat er mist: {self.is_missing()}"
        self._goes(found)
        heading = self.page.get_by_role("heading", level=1).inner_text()
        assert on in heading, f"“{missing}” leidt naar “{heading}”, niet naar “{on}”"

    def looks_at_step(self, case: str, target: str) -> None:
        """Opens the page of a step, from the card of the case: the next one, another, or one back."""
        self.opens(case)
        self.follows(re.compile(rf"^(Zet de stap: )?{re.escape(target)}$"), under=NEXT_STEP)

    def takes_step(self, case: str, target: str, answers: dict | None = None) -> None:
        """Makes a step of the case, onward or back."""
        self.looks_at_step(case, target)
        self.sends(f"Zet de stap: {target}", answers)

    def stands_at(self) -> str:
        """In which step the case stands, as the bar of the case says."""
        return " ".join(self.page.locator(".rg-identity").inner_text().split())

    # --- underneath ---------------------------------------------------------------------------

    def _region(self, under: str | None) -> Locator:
        if under is None:
            return self.page.locator("body")
        return self.page.locator(under) if under.startswith("#") else self.page.get_by_role("region", name=under)

    def _form(self, button: str, under: str | None, near: str | None) -> Locator:
        named = self.page.get_by_role("button", name=_said(button), include_hidden=True)
        forms = self._region(under).locator("form").filter(has=named)
        if near:
            beside = self.page.locator("tr, li, .rg-panel").filter(has_text=near)
            forms = beside.locator("form").filter(has=named)
        assert forms.count(), f"“{button}” staat niet op deze pagina:\n{self._text()}"
        return forms.first

    def _unfold(self, inside: Locator) -> None:
        """Opens whatever is folded round this, the outermost first."""
        for folded in inside.locator("xpath=ancestor::details[not(@open)]").all():
            folded.locator("xpath=./summary").click()

    def _goes(self, what: Locator) -> None:
        with self.page.expect_navigation():
            what.click()

    def _press(self, button: Locator) -> None:
        live = button.locator("xpath=ancestor::form[@data-live]")
        if live.count():
            self._press_without_leaving(button)
            return
        with self.page.expect_navigation() as arrived:
            button.click()
        answer = arrived.value
        if answer and answer.status >= REFUSED:
            said = self.page.locator("[role=alert]").all_inner_texts() or [self._text()]
            raise Refused(f"{answer.status} {answer.url}\n" + "\n".join(said))

    def _press_without_leaving(self, button: Locator) -> None:
        """At a table that runs: the part of the page that changed comes in its place."""
        address = button.evaluate("button => new URL(button.form.getAttribute('action'), location).href")
        with self.page.expect_response(lambda answer: answer.url == address) as arrived:  # not that of a draft
            button.click()
        expect(self.page.locator("[data-meeting][aria-busy]")).to_have_count(0)
        if arrived.value.status >= REFUSED:
            raise Refused(f"{arrived.value.status} {arrived.value.url}\n{self._text()}")

    def _text(self) -> str:
        return " ".join((self.page.locator("body").text_content() or "").split())
