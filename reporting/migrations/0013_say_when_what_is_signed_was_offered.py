from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0012_mark_what_was_offered")]

    operations = [
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['offered', 'signed', 'published']), _negated=True), ('offered_at__isnull', False), _connector='OR'), name='reporting_edition_offered_before_signed'),
        ),
    ]
