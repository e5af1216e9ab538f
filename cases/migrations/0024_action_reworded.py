"""An action knows when it became another one than a table agreed on: minutes made later say what was agreed there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_reading_along")]
    operations = [migrations.AddField("planaction", "reworded_at", models.DateTimeField(null=True))]
