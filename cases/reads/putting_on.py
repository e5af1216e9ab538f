"""The page on which a hat is put on: what it is, and whom it can go to. And the one that asks who has the overview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.hat_cards import CARDS, PROCESS_CARDS
from cases.hats import ALL, Hat
from cases.reads import shell
from cases.reads.choices import PartyChoice, PersonChoice, ProfessionalChoice, choices
from cases.reads.shell import CaseShell, Opened
from cases.standing import DIRECTORS, HATS_FOR_ANYONE, laws_for_oneself
from cases.stappenplan import Step
from privacy.gate import entrance
from privacy.law import Compartment, DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class HatChoice:
    """A hat that this viewer may put on, on somebody or on themself."""

    code: str
    label: str
    what: str


@dataclass(frozen=True)
class PutOnPage:
    """The page to put on one hat, with its explanation and whom it can go to. hat None: not for this viewer.

    laws: under which it can be put on here, for the hat that goes by one.
    """

    shell: CaseShell
    hat: Hat | None
    label: str
    what: str
    put_on_when: str
    recorded: tuple[str, ...]
    variants: tuple[HatChoice, ...]
    laws: tuple[Compartment, ...]
    only_oneself: UUID | None
    professionals: tuple[ProfessionalChoice, ...]
    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]


@dataclass(frozen=True)
class OverviewPage:
    """The question of R-HAT-4. keeper: who keeps the overview now, empty when nobody does."""

    shell: CaseShell
    may_ask: bool
    keeper: str
    professionals: tuple[ProfessionalChoice, ...]
    people: tuple[PersonChoice, ...]


@entrance
@transaction.atomic
def open_put_on(*, viewer: Viewer, purpose: Purpose, reference: str, code: str, now: datetime) -> PutOnPage:
    """The page to put on the hat with this code."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_put_on")
    allowed = {choice.code for choice in choices_of(opened)}
    hat = Hat(code) if code in allowed else None
    card = CARDS[hat] if hat else None
    parties = hat is not None and opened.sees(DataCategory.SUPPORT_IN_USE)
    return PutOnPage(
        shell=opened.shell,
        hat=hat,
        label=hat.label if hat else "",
        what=card.what if card else "",
        put_on_when=card.put_on_when if card else "",
        recorded=card.recorded if card else (),
        variants=_variants() if hat is Hat.PROCESS_DIRECTION else (),
        laws=_laws(opened, hat) if hat else (),
        only_oneself=None if opened.may(HATS_FOR_ANYONE) else viewer.user_id,
        **vars(choices(opened, people=hat is not None, parties=parties, professionals=hat is not None)),
    )


@entrance
@transaction.atomic
def open_overview(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> OverviewPage:
    """Who keeps the overview, and whom that can be asked of."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_overview")
    may = opened.may(DIRECTORS) and opened.case.step != Step.CLOSED
    chosen = choices(opened, people=may, professionals=may)
    return OverviewPage(
        shell=opened.shell,
        may_ask=may,
        keeper=opened.shell.keeper,
        professionals=chosen.professionals,
        people=chosen.people,
    )


def choices_of(opened: Opened) -> tuple[HatChoice, ...]:
    """The hats that this viewer may put on somebody. For reads among themselves."""
    if opened.case.step == Step.CLOSED:
        return ()
    if opened.may(HATS_FOR_ANYONE):
        return tuple(HatChoice(hat.value, hat.label, CARDS[hat].what) for hat in Hat)
    return tuple(HatChoice(hat.value, hat.label, CARDS[hat].what) for hat in Hat if _laws(opened, hat))


def _laws(opened: Opened, hat: Hat) -> tuple[Compartment, ...]:
    """Under which laws this viewer may put this hat on, in the order of the law; none: not at all."""
    anyone = opened.may(HATS_FOR_ANYONE)
    those = frozenset(Compartment) if anyone else laws_for_oneself(hat, opened.standing)
    return tuple(law for law in Compartment if law in those)


def _variants() -> tuple[HatChoice, ...]:
    variants = [worn.variant for worn in ALL if worn.variant]
    return tuple(HatChoice(variant.value, variant.label, PROCESS_CARDS[variant]) for variant in variants)
