import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0003_the_desk_marks_and_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="transcript",
            name="selection",
            field=models.JSONField(
                default=dict, help_text="as moderation.transcripts.selection says"
            ),
        ),
        migrations.AddField(
            model_name="transcript",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcript",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="transcript",
            name="format",
            field=models.CharField(
                choices=[
                    ("csv", "Spreadsheets (CSV, zipped)"),
                    ("xlsx", "Workbook (XLSX)"),
                    ("docx", "Document (DOCX)"),
                    ("html", "Web page (HTML)"),
                    ("txt", "Plain text (TXT)"),
                    ("json", "JSON"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="transcript",
            name="identity",
            field=models.CharField(
                choices=[
                    ("real_name", "Real names"),
                    ("first_name", "First names"),
                    ("pseudonym", "Pseudonyms"),
                    ("anonymous", "Fresh labels"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="transcript",
            constraint=models.CheckConstraint(
                condition=models.Q(cancelled_at=None, cancelled_by=None)
                | models.Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="a_cancelled_transcript_has_a_time_and_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="transcript",
            constraint=models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(finished_at=None),
                name="a_cancelled_transcript_was_not_finished",
            ),
        ),
    ]
