"""“Health” and “health” become one sector group, “Training” and “training ” one item (`core.respelling`)."""

from django.db import migrations

from core.respelling import respell, usual_spellings

HEADINGS = {"Agency": "sector", "Income": "item", "Spending": "item"}


def make_one(apps, schema_editor):
    for model, name in HEADINGS.items():
        rows = apps.get_model("partnership", model).objects.using(schema_editor.connection.alias)
        respell(rows, name, usual_spellings(rows.values_list("partnership_id", name)), "partnership_id")


class Migration(migrations.Migration):
    dependencies = [("partnership", "0005_keep_why_a_value_is_right")]

    operations = [migrations.RunPython(make_one, migrations.RunPython.noop, elidable=True)]
