"""Groups of relations in which people may do a kind of thing. Pure Python.

Here: who may in words. Not here: what each relation means in rows (cases.reads.scope), what it shows (privacy.law).
"""

from privacy.law import Relation

DIRECTOR = (Relation.DIRECTS_PROCESS,)
DIRECTORS = (Relation.DIRECTS_PROCESS, Relation.DIRECTS_CASE)
# Who hears the question and records the household: from the first conversation to the end.
LISTENERS = (Relation.REPORTED, Relation.TRIAGES, Relation.INQUIRES, Relation.ASSISTS, *DIRECTORS)
CASEWORK = (*LISTENERS, Relation.ADVISES, Relation.DECIDES, Relation.FOLLOWS, Relation.TAKES_PART)
