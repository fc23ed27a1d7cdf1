from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_codes_and_transcripts"),
    ]

    operations = [
        migrations.AddField(
            model_name="transcript",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="transcript",
            name="started_at",
            field=models.DateTimeField(
                blank=True,
                help_text="the latest attempt; it holds what was said by then",
                null=True,
            ),
        ),
    ]
