import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing has been marked as read before there was a page to do it."""

    dependencies = [
        ("moderation", "0005_removed_codes_can_come_back"),
        ("participants", "0006_words_said_before_can_be_found"),
    ]

    operations = [
        migrations.AddField(
            model_name="seen",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="participants.replyversion",
            ),
        ),
    ]
