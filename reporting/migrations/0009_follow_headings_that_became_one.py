"""Sections name the topics that they show: they follow those that were spelt in several ways and are one now."""

from django.db import migrations

from core.folding import fold

LISTS, ITEMS = ("topics", "figures"), "items"


def follow(apps, schema_editor):
    using = schema_editor.connection.alias
    measures = apps.get_model("assurance", "Measure").objects.using(using)
    topics, categories = {}, {}
    for owner, topic, category in measures.values_list("partnership_id", "topic", "category").distinct():
        topics[owner, fold(topic)] = topic
        categories[owner, topic, fold(category)] = category
    for section in apps.get_model("reporting", "Section").objects.using(using).exclude(options={}):
        made = _followed(section.options, section.partnership_id, topics, categories)
        if made != section.options:
            type(section).objects.using(using).filter(pk=section.pk).update(options=made)


def _followed(options, owner, topics, categories):
    made = dict(options)
    for name in LISTS:
        if isinstance(made.get(name), list):
            made[name] = list(dict.fromkeys(topics.get((owner, fold(str(one))), one) for one in made[name]))
    if isinstance(made.get(ITEMS), list):
        made[ITEMS] = [_item(item, owner, topics, categories) for item in made[ITEMS]]
    return made


def _item(item, owner, topics, categories):
    if "measure" not in item:
        return item
    topic = topics.get((owner, fold(item["measure"])), item["measure"])
    category = item.get("category")
    named = {"category": categories.get((owner, topic, fold(category)), category)} if category else {}
    return item | {"measure": topic} | named


class Migration(migrations.Migration):
    dependencies = [
        ("assurance", "0010_make_headings_one"),
        ("reporting", "0008_keep_the_proof_of_a_copy"),
    ]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop, elidable=True)]
