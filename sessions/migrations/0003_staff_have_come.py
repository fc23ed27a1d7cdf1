from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("focus_sessions", "0002_staff_thank_in_their_own_words")]

    operations = [
        migrations.AddField(
            model_name="staffmember",
            name="first_came_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
