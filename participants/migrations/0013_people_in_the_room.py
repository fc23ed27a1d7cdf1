from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0010_answers_may_have_marks"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="deactivated_why",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
