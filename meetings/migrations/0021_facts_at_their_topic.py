"""A new fact knows at which topic and in which seat it came up: going back, it is heard by who heard it then."""

import django.db.models.deletion
from django.db import migrations, models


def of_then(model):
    """A column of its own for each model."""
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=model)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_ended_as_it_is")]
    operations = [
        migrations.AddField("newfactssignal", "participant", of_then("meetings.participant")),
        migrations.AddField("newfactssignal", "topic", of_then("meetings.topic")),
    ]
