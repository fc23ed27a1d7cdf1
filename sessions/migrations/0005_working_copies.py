import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("focus_sessions", "0004_questions_may_be_grids"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="working_copy",
                        serialize=False,
                        to="focus_sessions.question",
                    ),
                ),
                ("script", models.JSONField()),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name_plural": "working copies"},
        ),
        migrations.RemoveConstraint(
            model_name="questionversion", name="one_working_copy_a_question"
        ),
        migrations.AlterField(
            model_name="questionversion",
            name="published_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="questionversion",
            name="published_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="revision",
            field=models.PositiveIntegerField(
                default=0,
                help_text="counts what editors save, so that none overwrites another unseen",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("removed_at", None), ("removed_by", None))
                | models.Q(
                    ("current_version", None),
                    ("removed_at__isnull", False),
                    ("removed_by__isnull", False),
                ),
                name="a_removed_question_has_a_time_and_a_person_and_no_wording",
            ),
        ),
    ]
