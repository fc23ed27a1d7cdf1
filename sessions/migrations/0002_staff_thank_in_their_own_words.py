from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("focus_sessions", "0001_boards_and_guides")]

    operations = [
        migrations.AddField(
            model_name="staffmember",
            name="acknowledgement",
            field=models.CharField(
                blank=True,
                default="",
                help_text="how they last thanked somebody, with {name}",
                max_length=500,
            ),
            preserve_default=False,
        ),
    ]
