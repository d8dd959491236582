"""“Health” and “health” become one topic, one category and one breakdown (`core.respelling`).

Answers about a series and printed totals follow their topic, and explanations their printed total.
"""

import hashlib

from django.db import migrations
from django.utils.text import slugify

from core.blocks import plain
from core.folding import fold
from core.respelling import respell, usual_spellings

MEASURE = "Measure: "


def make_one(apps, schema_editor):
    using = schema_editor.connection.alias
    values, measures, own, answers, totals = (
        apps.get_model("assurance", name).objects.using(using)
        for name in ("IndicatorValue", "Measure", "OwnIndicator", "PeopleAnswer", "PrintedTotal")
    )
    topics = [*measures.values_list("partnership_id", "topic"), *own.values_list("partnership_id", "topic")]
    kept = usual_spellings(topics)
    for rows in (measures, own, answers):
        respell(rows, "topic", kept, "partnership_id")
    _respell_totals(totals, apps.get_model("assurance", "Explanation").objects.using(using), kept)
    for rows, name, of in ((measures, "category", "topic"), (values, "breakdown", "indicator_id")):
        within = ("partnership_id", of)
        respell(rows, name, usual_spellings(rows.values_list(*within, name)), *within)


def _respell_totals(totals, explanations, kept):
    for total in totals.filter(of__startswith=MEASURE):
        topic = total.of.removeprefix(MEASURE)
        spelling = kept.get((total.partnership_id, fold(topic)))
        if spelling and spelling != topic:
            old, total.of = _key(total), f"{MEASURE}{spelling}"
            same = totals.filter(partnership_id=total.partnership_id, of=total.of, period=total.period, taken_back="")
            if same.filter(printed=total.printed, source=total.source, line=total.line).exists():
                continue
            totals.filter(pk=total.pk).update(of=total.of)
            about = explanations.filter(partnership_id=total.partnership_id)
            if not about.filter(discrepancy=_key(total)).exists():
                about.filter(discrepancy=old).update(discrepancy=_key(total))


def _key(total):
    """What an explanation is known by, as `assurance.discrepancies` makes it."""
    facts = [total.of, total.period, plain(total.printed), total.unit, total.source, total.line]
    fingerprint = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:10]
    return f"{slugify(total.of)[:60]}-{slugify(total.period)}-{fingerprint}"


class Migration(migrations.Migration):
    dependencies = [("assurance", "0009_keep_why_a_value_is_right")]

    operations = [migrations.RunPython(make_one, migrations.RunPython.noop, elidable=True)]
