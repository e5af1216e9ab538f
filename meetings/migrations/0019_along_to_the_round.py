"""What was planned before its case began a new round, is held in that round: so that what was made for it stays."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def go_along(apps, _editor):
    meetings, cases = apps.get_model("meetings", "Meeting"), apps.get_model("cases", "Case")
    now = Subquery(cases.objects.filter(pk=OuterRef("case")).values("cycle_number")[:1])
    behind = meetings.objects.filter(closed_at=None).exclude(cycle=F("case__cycle_number"))
    behind.update(cycle=now)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0018_own_words")]
    operations = [migrations.RunPython(go_along, migrations.RunPython.noop)]
