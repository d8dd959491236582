"""A partnership's choice of its rule for small numbers becomes one of its settings, with all that was chosen before."""

from django.db import migrations


def move(apps, schema_editor):
    """One setting for each text that a choice ever had: what replaced it for the same day was made later."""
    override = apps.get_model("core", "Override")
    event = apps.get_model("assurance", "SuppressionChoiceEvent")
    events = event.objects.using(schema_editor.connection.alias).exclude(pgh_label="delete").order_by("pgh_id")
    override.objects.using(schema_editor.connection.alias).bulk_create(
        override(
            partnership_id=chosen.partnership_id,
            key="small_numbers",
            value=chosen.rule,
            from_on=chosen.from_on,
            reason=chosen.reason,
            made_by_id=chosen.chosen_by_id,
            made_at=chosen.pgh_created_at,
        )
        for chosen in events
    )


class Migration(migrations.Migration):
    dependencies = [("assurance", "0002_explain_the_numbers"), ("core", "0008_publish_some_choices")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
