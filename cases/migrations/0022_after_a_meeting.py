"""Whom a party sends to a meeting finds in the portal that it runs, and afterwards until its minutes went round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_planned_calls")]
    operations = [
        migrations.AddField(model_name="invitation", name="runs", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="invitation", name="over", field=models.BooleanField(default=False)),
    ]
