from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_mails_handed_over_again"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="sweep",
            name="the_latest_sweeps",
        ),
        migrations.AddField(
            model_name="sweep",
            name="finished_at",
            field=models.DateTimeField(
                blank=True, help_text="when it ended, by the database's own clock", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="sweep",
            index=models.Index(fields=["-finished_at"], name="the_last_finished_sweeps"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("failed_at__isnull", False)),
                fields=["failed_at"],
                name="mails_failed",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("bounced_at__isnull", False)),
                fields=["bounced_at"],
                name="mails_bounced",
            ),
        ),
    ]
