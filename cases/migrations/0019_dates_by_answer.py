"""A meeting may have no date yet: then the parties are asked when they can."""

from django.db import migrations, models

NO = models.BooleanField(default=False)


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_around")]
    operations = [
        migrations.AddField(model_name="meetingreport", name="date_open", field=NO),
        migrations.AddField(model_name="invitation", name="date_open", field=NO.clone()),
        migrations.AddField(model_name="invitation", name="dates_wait", field=NO.clone()),
    ]
