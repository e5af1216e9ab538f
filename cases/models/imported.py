"""Where a case came from, when it was read from a file: so that reading the file again changes nothing."""

from django.db import models

from privacy.gate import GatedModel


class ImportedCase(GatedModel):
    """One case of a case file. unused: the fields of the file that the system does not use yet, kept as they were."""

    source = models.CharField(max_length=200)  # the municipality of the file
    key = models.CharField(max_length=60)  # the id of the case in the file
    digest = models.CharField(max_length=64)
    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="+")
    unused = models.JSONField(default=dict)
    imported_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="a_case_of_a_file_comes_in_once")]
