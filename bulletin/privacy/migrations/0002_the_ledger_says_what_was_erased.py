from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_erasures")]

    operations = [
        migrations.RemoveConstraint(model_name="erasure", name="one_erasure_a_subject"),
        migrations.RenameField(model_name="erasure", old_name="subject_kind", new_name="kind"),
        migrations.AlterField(
            model_name="erasure",
            name="kind",
            field=models.CharField(help_text="what was erased of the subject", max_length=32),
        ),
        migrations.AlterField(
            model_name="erasure",
            name="subject",
            field=models.UUIDField(help_text="the erased participant, user or board"),
        ),
        migrations.AddField(
            model_name="erasure",
            name="also",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="ids of what of others was changed with it",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.UniqueConstraint(
                fields=("kind", "subject"), name="one_erasure_a_kind_and_subject"
            ),
        ),
    ]
