from django.db import migrations, models
from django.db.models import F


def those_who_came_know_how(apps, schema_editor):
    """What is said once to whoever comes for the first time is not said to anybody else."""
    Participant = apps.get_model("participants", "Participant")
    Participant.objects.filter(first_came_at__isnull=False).update(knows_how_at=F("first_came_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0016_mine_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="knows_how_at",
            field=models.DateTimeField(
                blank=True,
                help_text="put away what is said once of how a board works",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="skip",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_mine", "It does not concern me"),
                    ("nothing", "I have nothing to say to it"),
                    ("unclear", "I do not understand it"),
                    ("private", "I would rather not say"),
                    ("no_time", "I have no time for it"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="skip",
            name="reason",
            field=models.CharField(blank=True, help_text="in their own words", max_length=300),
        ),
        migrations.RunPython(those_who_came_know_how, migrations.RunPython.noop),
    ]
