import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Episode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "alarm",
                    models.CharField(
                        choices=[
                            ("sweeps", "Mail has stopped"),
                            ("stuck", "Mail is stuck"),
                            ("given_up", "Mail was given up"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(
                        help_text="since when it was so, as far as anybody can tell"
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("over_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("over_at", None)),
                        fields=("alarm",),
                        name="one_open_episode_an_alarm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("over_at", None),
                            ("over_at__gte", models.F("noticed_at")),
                            _connector="OR",
                        ),
                        name="an_episode_is_over_after_it_was_noticed",
                    ),
                ],
            },
        ),
    ]
