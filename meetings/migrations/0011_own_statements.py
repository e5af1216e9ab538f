"""An own statement is an entry of the minutes, with who may read it; the column that nothing filled goes."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_dates_by_answer")]
    operations = [
        migrations.AddField(
            model_name="minutesentry",
            name="readers",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
        ),
        migrations.RemoveField(model_name="minutes", name="resident_statement"),
    ]
