"""Which area of life something is about that is said at the table (domain.md 3.3)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0025_question_of_resident")]
    operations = [
        migrations.AddField(
            "contribution", "life_domain", models.CharField(blank=True, default="", max_length=40), False
        ),
    ]
