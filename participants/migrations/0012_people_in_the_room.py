from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0011_memberships_say_how_they_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="deactivated_why",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
