"""Who said something without a seat: what was said before stays as it is, for a seat that is gone looks the same."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0028_words_wait_for_their_author")]
    operations = [
        migrations.AddField("contribution", "voice", models.CharField(blank=True, default="", max_length=40), False),
    ]
