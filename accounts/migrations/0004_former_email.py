"""Which address an account had before an administrator gave it another, and since when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_waiting")]
    operations = [
        migrations.AddField("user", "former_email", models.EmailField(blank=True, default="", max_length=254), False),
        migrations.AddField("user", "address_changed_at", models.DateTimeField(blank=True, null=True)),
    ]
