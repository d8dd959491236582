"""Editions say which of their sections nobody had accepted; of those on their way to the public the history knows."""

import json

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def tell(apps, schema_editor):
    using = schema_editor.connection.alias
    editions = apps.get_model("reporting", "Edition").objects.using(using)
    for edition in editions.filter(state__in=["compiled", "offered", "signed"]):
        drafts = _drafts(apps, using, edition)
        told = [
            {name: part[name] for name in ("key", "number", "title")}
            for part in json.loads(edition.snapshot).get("sections") or []
            if part["key"] in drafts and not any(block.get("type") == "missing" for block in part["blocks"])
        ]
        editions.filter(pk=edition.pk).update(unaccepted=told)
    # The triggers that follow want a table that waits for nothing.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _drafts(apps, using, edition) -> set:
    """The keys of the sections that were not accepted, nor left to the records, when it was compiled."""
    events = apps.get_model("reporting", "SectionEvent").objects.using(using)
    until = events.filter(report=edition.report_id, pgh_created_at__lte=edition.compiled_at).order_by("pgh_id")
    last = {event.pgh_obj_id: event for event in until}
    return {
        event.key
        for event in last.values()
        if event.state != "accepted" and not (event.kind == "live" and event.author_id is None)
    }


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0013_say_when_what_is_signed_was_offered'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='content_is_fixed',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='edition',
            name='unaccepted',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='editionevent',
            name='unaccepted',
            field=models.JSONField(blank=True, default=list),
        ),
        # Before the trigger that fixes what an edition says is back.
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='content_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."job_id" IS DISTINCT FROM (NEW."job_id") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot") OR OLD."charts" IS DISTINCT FROM (NEW."charts") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."html_id" IS DISTINCT FROM (NEW."html_id") OR OLD."pdf_id" IS DISTINCT FROM (NEW."pdf_id") OR OLD."tables_id" IS DISTINCT FROM (NEW."tables_id") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."lacking" IS DISTINCT FROM (NEW."lacking") OR OLD."unaccepted" IS DISTINCT FROM (NEW."unaccepted"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6cb1a23566b5687cec4f7a1922bde88615536c62', operation='UPDATE', pgid='pgtrigger_content_is_fixed_bca5f', table='reporting_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_editionevent" ("compiled_at", "compiled_by_id", "drop_reason", "dropped_at", "dropped_by_id", "html_id", "id", "job_id", "lacking", "number", "offered_at", "offered_by_id", "open_discrepancies", "pages", "partnership_id", "pdf_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "seconds", "sha256", "sign_by", "signed_at", "state", "tables_id", "unaccepted") VALUES (NEW."compiled_at", NEW."compiled_by_id", NEW."drop_reason", NEW."dropped_at", NEW."dropped_by_id", NEW."html_id", NEW."id", NEW."job_id", NEW."lacking", NEW."number", NEW."offered_at", NEW."offered_by_id", NEW."open_discrepancies", NEW."pages", NEW."partnership_id", NEW."pdf_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."seconds", NEW."sha256", NEW."sign_by", NEW."signed_at", NEW."state", NEW."tables_id", NEW."unaccepted"); RETURN NULL;', hash='b96a5723edda98b4fc6d903ef48acabe8b699562', operation='INSERT', pgid='pgtrigger_insert_insert_1d920', table='reporting_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."compiled_at" IS DISTINCT FROM (NEW."compiled_at") OR OLD."compiled_by_id" IS DISTINCT FROM (NEW."compiled_by_id") OR OLD."drop_reason" IS DISTINCT FROM (NEW."drop_reason") OR OLD."dropped_at" IS DISTINCT FROM (NEW."dropped_at") OR OLD."dropped_by_id" IS DISTINCT FROM (NEW."dropped_by_id") OR OLD."html_id" IS DISTINCT FROM (NEW."html_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."job_id" IS DISTINCT FROM (NEW."job_id") OR OLD."lacking" IS DISTINCT FROM (NEW."lacking") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."offered_at" IS DISTINCT FROM (NEW."offered_at") OR OLD."offered_by_id" IS DISTINCT FROM (NEW."offered_by_id") OR OLD."open_discrepancies" IS DISTINCT FROM (NEW."open_discrepancies") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."partnership_id" IS DISTINCT FROM (NEW."partnership_id") OR OLD."pdf_id" IS DISTINCT FROM (NEW."pdf_id") OR OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."seconds" IS DISTINCT FROM (NEW."seconds") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."sign_by" IS DISTINCT FROM (NEW."sign_by") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tables_id" IS DISTINCT FROM (NEW."tables_id") OR OLD."unaccepted" IS DISTINCT FROM (NEW."unaccepted"))', func='INSERT INTO "reporting_editionevent" ("compiled_at", "compiled_by_id", "drop_reason", "dropped_at", "dropped_by_id", "html_id", "id", "job_id", "lacking", "number", "offered_at", "offered_by_id", "open_discrepancies", "pages", "partnership_id", "pdf_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "seconds", "sha256", "sign_by", "signed_at", "state", "tables_id", "unaccepted") VALUES (NEW."compiled_at", NEW."compiled_by_id", NEW."drop_reason", NEW."dropped_at", NEW."dropped_by_id", NEW."html_id", NEW."id", NEW."job_id", NEW."lacking", NEW."number", NEW."offered_at", NEW."offered_by_id", NEW."open_discrepancies", NEW."pages", NEW."partnership_id", NEW."pdf_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."report_id", NEW."seconds", NEW."sha256", NEW."sign_by", NEW."signed_at", NEW."state", NEW."tables_id", NEW."unaccepted"); RETURN NULL;', hash='76e772059c1dc5f7dceafd5e57631d4a7a7087d7', operation='UPDATE', pgid='pgtrigger_update_update_5ed5e', table='reporting_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_editionevent" ("compiled_at", "compiled_by_id", "drop_reason", "dropped_at", "dropped_by_id", "html_id", "id", "job_id", "lacking", "number", "offered_at", "offered_by_id", "open_discrepancies", "pages", "partnership_id", "pdf_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "seconds", "sha256", "sign_by", "signed_at", "state", "tables_id", "unaccepted") VALUES (OLD."compiled_at", OLD."compiled_by_id", OLD."drop_reason", OLD."dropped_at", OLD."dropped_by_id", OLD."html_id", OLD."id", OLD."job_id", OLD."lacking", OLD."number", OLD."offered_at", OLD."offered_by_id", OLD."open_discrepancies", OLD."pages", OLD."partnership_id", OLD."pdf_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."seconds", OLD."sha256", OLD."sign_by", OLD."signed_at", OLD."state", OLD."tables_id", OLD."unaccepted"); RETURN NULL;', hash='32f63c5232d5f2ce4e1724dfaf5e24ccd262f9e8', operation='DELETE', pgid='pgtrigger_delete_delete_9a87f', table='reporting_edition', when='AFTER')),
        ),
    ]
