"""The first of the two keys of sharing: every item can be released by whoever wrote it. By itself none is."""

from django.db import migrations

from privacy.migrating import ReleaseColumns

ITEMS = [
    "advice",
    "analysis",
    "avephasechange",
    "budgetline",
    "closure",
    "consent",
    "consentanswer",
    "consultation",
    "contact",
    "evaluation",
    "evaluationanswer",
    "finding",
    "formaldecision",
    "goal",
    "goalstep",
    "handoverrefusal",
    "householdmember",
    "hypothesis",
    "keptapart",
    "lesson",
    "lifedomainentry",
    "monitoringagreement",
    "neededexpertise",
    "objection",
    "obstacle",
    "parentalauthority",
    "party",
    "perspective",
    "planaction",
    "planofapproach",
    "planversion",
    "quadrantcell",
    "report",
    "representative",
    "safetyalert",
    "safetyassessment",
    "scalingdecision",
    "scenario",
    "scenarioquadrant",
    "scenariotrigger",
    "solutiondirection",
    "stagnationsignal",
    "statement",
    "stepnote",
    "triagedecision",
    "valuetriangle",
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_bsn")]
    operations = [ReleaseColumns(ITEMS)]
