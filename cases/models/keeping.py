"""The trace that an erasure leaves: that something was erased, by whom and on what ground. Never what it said."""

from django.conf import settings
from django.db import models

from cases.record_terms import Erased, ErasureGround
from privacy.fields import TermField
from privacy.gate import GatedModel


class Erasure(GatedModel):
    """One erasure. Ids without a constraint, so that the trace neither holds anything back nor goes along with it.

    Migration 0002: rows are only ever added. rows: how many rows went along, of whatever table.
    """

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    what = TermField(Erased)
    table = models.CharField(max_length=60)
    subject = models.UUIDField()
    ground = TermField(ErasureGround)
    rows = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, db_constraint=False, related_name="+")
    at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["case", "at"], name="erasures_of_a_case")]
