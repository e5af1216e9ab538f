"""Of a statement that was said at a table: at which. Which those were until now, meetings/0028 says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_each_question_to_take_over")]
    operations = [migrations.AddField("statement", "meeting_id", models.UUIDField(null=True))]
