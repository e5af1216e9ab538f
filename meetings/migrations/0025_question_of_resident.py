"""Whether the resident says that this is the question, apart from whether the table finds it clear."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0024_why_so_many")]
    operations = [
        migrations.AddField(
            "meeting", "question_of_resident", models.CharField(blank=True, default="", max_length=40), False
        ),
    ]
