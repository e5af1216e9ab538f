"""What a line of the log says more: the object, the result, the relations and the people; and how far sealing came.

Lines of before keep version 1, and are digested as they were. A line of now is version 2.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from privacy.models.read_log import CurrentTransaction


def text(**options):
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=30), default=list, **options
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_portal")]
    operations = [
        migrations.AddField("readlog", "object", models.CharField(default="", max_length=160)),
        migrations.AddField("readlog", "result", models.CharField(default="shown", max_length=20)),
        migrations.AddField("readlog", "relations", text()),
        migrations.AddField(
            "readlog",
            "people",
            django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list),
        ),
        # First as it is for every line that is there, which costs nothing; then as it is for every line to come.
        migrations.AddField("readlog", "version", models.SmallIntegerField(db_default=1)),
        migrations.AlterField("readlog", "version", models.SmallIntegerField(db_default=2)),
        migrations.AddField("readlog", "tx", models.BigIntegerField(db_default=0)),
        migrations.AlterField("readlog", "tx", models.BigIntegerField(db_default=CurrentTransaction())),
        migrations.AddIndex(
            "readlog", django.contrib.postgres.indexes.GinIndex(fields=["case_ids"], name="log_of_case")
        ),
        migrations.AddIndex("readlog", django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="log_by_time")),
        migrations.AddIndex("readlog", models.Index(fields=["tx"], name="log_to_seal")),
        migrations.AddIndex(
            "readlog",
            models.Index(
                condition=models.Q(("result", "shown"), _negated=True),
                fields=["viewer_id", "at"],
                name="log_of_refusals",
            ),
        ),
        migrations.CreateModel(
            name="LogHorizon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("horizon", models.BigIntegerField()),
            ],
        ),
        # What Django asks back of a line that it wrote. Of the own lines, as the policy of the table says.
        migrations.RunSQL(
            "GRANT SELECT (version, tx) ON privacy_readlog TO regie_portal",
            "REVOKE SELECT (version, tx) ON privacy_readlog FROM regie_portal",
        ),
    ]
