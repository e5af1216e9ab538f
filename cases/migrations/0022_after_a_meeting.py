"""Whom a party sent to a meeting still finds it in the portal until its minutes went round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_planned_calls")]
    operations = [
        migrations.AddField(model_name="invitation", name="over", field=models.BooleanField(default=False)),
    ]
