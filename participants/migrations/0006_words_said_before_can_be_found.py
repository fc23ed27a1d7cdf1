"""What was said before there was a search is found by it too, in the language of its board."""

from django.db import migrations

from participants.lexemes import DICTIONARIES

FILL = """
UPDATE participants_replyversion version
SET lexemes = to_tsvector(%s::regconfig, version.text || ' ' || coalesce(
    (SELECT string_agg(value.text, ' ') FROM participants_answervalue value
     WHERE value.version_id = version.id AND value.item_id IS NULL), ''))
FROM participants_reply reply
JOIN focus_sessions_board board ON board.id = reply.board_id
WHERE version.reply_id = reply.id AND split_part(board.language, '-', 1) = %s
"""


def fill(apps, schema_editor):
    languages = apps.get_model("focus_sessions", "Board").objects.order_by().values_list("language")
    for language in {code.split("-")[0] for (code,) in languages}:
        schema_editor.execute(FILL, [DICTIONARIES.get(language, "simple"), language])


class Migration(migrations.Migration):
    dependencies = [("participants", "0005_calls_lexemes_and_originals")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
