from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("focus_sessions", "0011_questions_may_be_pictures_to_mark"),
    ]

    operations = [
        migrations.AddField(
            model_name="board",
            name="late_joiner_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="how long stages that have closed are open to whoever is added later",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="segment",
            name="wanted",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="how many people of it should be in the room", null=True
            ),
        ),
    ]
