"""A screen that is open asks whether who may see what has changed since: the case counts that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_portal_functions")]
    operations = [
        migrations.AddField(model_name="case", name="around", field=models.PositiveIntegerField(default=0)),
    ]
