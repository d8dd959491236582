from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Draws every Django form, also those of other packages, as GOV.UK components."""

    form_template_name = "core/forms/form.html"
    formset_template_name = "core/forms/formset.html"
    field_template_name = "core/forms/field.html"
