"""The database refuses to overwrite what someone submitted; the hatch is for scrubbing alone."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION participants_refuse_overwriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('privacy.allow_scrub', true) = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was submitted is never overwritten.'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER submitted_versions_are_not_overwritten
    BEFORE UPDATE ON participants_replyversion FOR EACH ROW
    WHEN (
        (OLD.reply_id, OLD.number, OLD.question_version_id,
         OLD.text, OLD.submitted_at, OLD.said_at)
        IS DISTINCT FROM
        (NEW.reply_id, NEW.number, NEW.question_version_id,
         NEW.text, NEW.submitted_at, NEW.said_at)
    )
    EXECUTE FUNCTION participants_refuse_overwriting();

CREATE TRIGGER submitted_values_are_not_overwritten
    BEFORE UPDATE ON participants_answervalue FOR EACH ROW
    WHEN (
        (OLD.version_id, OLD.item_id, OLD.column_id, OLD.number, OLD.text)
        IS DISTINCT FROM
        (NEW.version_id, NEW.item_id, NEW.column_id, NEW.number, NEW.text)
    )
    EXECUTE FUNCTION participants_refuse_overwriting();
"""
ALLOW = """
DROP TRIGGER submitted_values_are_not_overwritten ON participants_answervalue;
DROP TRIGGER submitted_versions_are_not_overwritten ON participants_replyversion;
DROP FUNCTION participants_refuse_overwriting();
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0001_participants_and_replies")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
