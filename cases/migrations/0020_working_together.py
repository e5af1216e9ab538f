"""How people find working together at the table is a kind of data of its own, that only who chairs sees."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_dates_by_answer")]
    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={
                "base_manager_name": "objects",
                "permissions": [
                    ("see_progress", "kenmerk, stap, petten en data"),
                    ("see_identity_contact", "namen en bereikbaarheid"),
                    ("see_bsn", "burgerservicenummer"),
                    ("see_household_relations", "relaties in het huishouden"),
                    ("see_authority", "gezag en vertegenwoordiging"),
                    ("see_request_vision", "vraag en toekomstbeeld van de inwoner"),
                    ("see_living", "wonen"),
                    ("see_finances_income", "inkomen"),
                    ("see_debts", "schulden"),
                    ("see_work_education", "werk en opleiding"),
                    ("see_school_attendance", "schoolgang"),
                    ("see_involvement", "welke partijen betrokken zijn en wie u daar belt (art. 9)"),
                    ("see_support_in_use", "hulp en ondersteuning die er al is (art. 9)"),
                    ("see_health_physical", "lichamelijke gezondheid (art. 9)"),
                    ("see_health_mental", "geestelijke gezondheid (art. 9)"),
                    ("see_substance_use", "middelengebruik (art. 9)"),
                    ("see_disability", "beperking (art. 9)"),
                    ("see_safety_violence", "veiligheid en geweld (art. 10)"),
                    ("see_safety_concern", "zorgen over veiligheid"),
                    ("see_criminal", "strafrechtelijke gegevens (art. 10)"),
                    ("see_migration_status", "verblijfsstatus"),
                    ("see_religion_ethnicity", "geloof en afkomst (art. 9)"),
                    ("see_network", "sociaal netwerk"),
                    ("see_opinions_professional", "oordelen van professionals"),
                    ("see_plan_goals", "perspectief, doelen en oplossingsrichtingen"),
                    ("see_plan_actions", "plan en acties"),
                    ("see_minutes", "verslagen van overleggen"),
                    ("see_media", "beeld en geluid"),
                    ("see_working_together", "hoe ieder de samenwerking aan tafel ervaart"),
                ],
            },
        ),
    ]
