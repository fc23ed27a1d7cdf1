from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_notices_and_mails"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="handed_over_again_at",
            field=models.DateTimeField(
                blank=True,
                help_text="once more, under the same Message-ID, its acceptance never having "
                "been recorded",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(handed_over_again_at=None)
                | models.Q(handed_over_at__isnull=False),
                name="a_mail_handed_over_again_was_handed_over_before",
            ),
        ),
    ]
