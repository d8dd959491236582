from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_keep_what_receipts_say'),
    ]

    operations = [
        migrations.AlterField(
            model_name='accessentry',
            name='action',
            field=models.CharField(choices=[('export', 'Exported'), ('download', 'Downloaded'), ('print', 'Opened for printing'), ('read', 'Read'), ('remove', 'Removed')], max_length=10),
        ),
    ]
