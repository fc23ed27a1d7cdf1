from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("focus_sessions", "0003_staff_have_come")]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("text", "Text"),
                    ("single", "One choice"),
                    ("multiple", "Several choices"),
                    ("scale", "Scale"),
                    ("grid", "Grid"),
                    ("ranking", "Ranking"),
                    ("summary", "Summary to vote on"),
                    ("text_page", "Text page"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="questionitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("option", "Option"),
                    ("statement", "Statement"),
                    ("row", "Row"),
                    ("column", "Column"),
                    ("low_end", "Low end of the scale"),
                    ("high_end", "High end of the scale"),
                ],
                max_length=12,
            ),
        ),
    ]
