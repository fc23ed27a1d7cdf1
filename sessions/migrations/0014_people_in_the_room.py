from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("focus_sessions", "0013_options_may_route"),
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
