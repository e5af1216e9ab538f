"""Groups of relations in which people may do a kind of thing. Pure Python.

Here: who may in words. Not here: what each relation means in rows (cases.reads.scope), what it shows (privacy.law).
"""

from cases.hats import Hat
from privacy.law import Compartment, Relation, Standing

DIRECTOR = (Relation.DIRECTS_PROCESS,)
DIRECTORS = (Relation.DIRECTS_PROCESS, Relation.DIRECTS_CASE)
# Who hears the question and records the household: from the first conversation to the end.
LISTENERS = (Relation.REPORTED, Relation.TRIAGES, Relation.INQUIRES, Relation.ASSISTS, *DIRECTORS)
# Whom a party sends, from our own municipality or in the portal: it answers for itself, for nobody else.
SENT_BY_PARTY = (Relation.TAKES_PART, Relation.RECEIVES, Relation.ASKED, Relation.INVITED)
INVITED = (Relation.INVITED,)
# Who makes the picture: asks the parties, and writes down what is relevant. Source: domain.md 1.2, hat 1.
INQUIRERS = (Relation.INQUIRES, *DIRECTORS)
# Who asks a resident for a yes and records what became of it: who works with the household and sees which help it has.
CONSENT_TAKERS = (Relation.TRIAGES, Relation.INQUIRES, Relation.ASSISTS, *DIRECTORS)
CASEWORK = (*LISTENERS, Relation.ADVISES, Relation.DECIDES, Relation.FOLLOWS, Relation.TAKES_PART)
# Who may sit at a table, in person or for a party; whether somebody does, says the seat.
AT_TABLE = (*CASEWORK, *SENT_BY_PARTY)
# Who triages assigns, and writes down who does what already (domain.md 2.1); who directs puts a hat on anyone.
HATS_FOR_ANYONE = (Relation.DIRECTS_PROCESS, Relation.TRIAGES)
HATS_FOR_ONESELF = (
    Relation.REPORTED,
    Relation.INQUIRES,
    Relation.ASSISTS,
    Relation.DIRECTS_CASE,
)
# These two open the whole file: they are given, or asked with the question who keeps the overview. Nobody takes one.
NEVER_FOR_ONESELF = (Hat.CASE_DIRECTION, Hat.PROCESS_DIRECTION)
# Who may ask for advice without handing over: who is busy with the case, before it is taken up or after.
ADVICE_ASKERS = (
    Relation.REPORTED,
    Relation.TRIAGES,
    Relation.INQUIRES,
    Relation.ASSISTS,
    Relation.DIRECTS_CASE,
    Relation.DIRECTS_PROCESS,
    Relation.ADVISES,
)
# Who answers for the case when somebody opens it in an emergency: the directors, and triage as long as there are none.
ANSWERS_FOR_EMERGENCY = (*DIRECTORS, Relation.TRIAGES)
# Who must establish who somebody is: at the start, in an inquiry, and before a decision by a law (domain.md 6.8).
ESTABLISHES_WHO = (Relation.TRIAGES, Relation.INQUIRES, Relation.DECIDES)


def keepers_of(table: str) -> tuple[Relation, ...]:
    """Who may look a thing of this table up by itself, hold it, erase it, or take a name out of it.

    Of a meeting and its minutes only who directs the process: that one hears everything and writes the minutes. Who
    keeps the overview hears there what the own seat hears, and no more (domain.md 3.2, ADR 24).
    """
    return DIRECTOR if table.startswith("meetings.") else DIRECTORS


def laws_for_oneself(hat: Hat, standing: Standing) -> frozenset[Compartment]:
    """Under which laws somebody who stands so may put this hat on alone. None: somebody else has to put it on.

    Who takes part for a department stands under its law, and decides by it. Any other hat shows the laws of colleagues:
    that takes a yes of who directs or triages, and of nobody for themself.
    """
    if hat in NEVER_FOR_ONESELF:
        return frozenset()
    if standing.relations & set(HATS_FOR_ONESELF):
        return frozenset(Compartment)
    return standing.own(Relation.TAKES_PART) if hat is Hat.DECISION else frozenset()
