from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("focus_sessions", "0001_boards_and_guides")]

    operations = [
        migrations.AddField(
            model_name="staffmember",
            name="first_came_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
