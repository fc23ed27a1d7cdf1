from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_sweeps_end_by_the_databases_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="urgent",
            field=models.BooleanField(
                default=False,
                help_text="just asked for: it goes before what is owed to everybody",
            ),
        ),
        migrations.RemoveIndex(model_name="mail", name="mails_waiting"),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(
                    ("accepted_at", None), ("dropped_at", None), ("failed_at", None)
                ),
                fields=["-urgent", "due_at", "created_at"],
                name="mails_waiting",
            ),
        ),
    ]
