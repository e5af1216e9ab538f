"""For whom something waits, behind the second gate. Here, because accounts stands below what knows the roles."""

from django.db import migrations

from privacy.migrating import guarded


class Migration(migrations.Migration):
    dependencies = [("privacy", "0007_pieces_once"), ("accounts", "0003_waiting")]
    operations = [guarded("accounts_waiting")]
