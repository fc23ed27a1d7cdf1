import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def to_a_reply(related_name, help_text="", **options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.RESTRICT,
        related_name=related_name,
        to="participants.reply",
        help_text=help_text,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("focus_sessions", "0003_staff_have_come"),
        ("participants", "0007_words_of_each_version_are_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="reply",
            name="thread",
            field=to_a_reply(
                "in_thread", "the reply that everything here hangs on; itself for that one"
            ),
        ),
        migrations.AlterField(
            model_name="reply",
            name="parent",
            field=to_a_reply("children", null=True, blank=True),
        ),
        migrations.AlterField(
            model_name="reply",
            name="in_reply_to",
            field=to_a_reply(
                "beside",
                "what it was written to, where threads go no deeper and it hangs beside that",
                null=True,
                blank=True,
            ),
        ),
        migrations.CreateModel(
            name="Pilot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "testers",
                    models.PositiveSmallIntegerField(help_text="who had written something"),
                ),
                (
                    "posts",
                    models.PositiveIntegerField(
                        help_text="of testers; not what staff said to them"
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField()),
                ("cleared_at", models.DateTimeField()),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pilots",
                        to="focus_sessions.board",
                    ),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["cleared_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(ended_on__gte=F("began_on")),
                        name="a_pilot_ends_after_it_began",
                    )
                ],
            },
        ),
    ]
