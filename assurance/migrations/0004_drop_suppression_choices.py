from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assurance", "0003_move_choices_of_rules")]

    # Whole tables at once: a column alone cannot go while the wall's policies name it.
    operations = [
        migrations.DeleteModel(name="SuppressionChoiceEvent"),
        migrations.DeleteModel(name="SuppressionChoice"),
    ]
