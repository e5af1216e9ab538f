"""What is said and decided in a meeting can be released by whoever wrote it, as everything of a case."""

from django.db import migrations

from privacy.migrating import ReleaseColumns

ITEMS = ["appointment", "contribution", "meetingdecision", "minutes", "newfactssignal", "participant"]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [ReleaseColumns(ITEMS)]
