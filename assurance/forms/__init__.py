from assurance.forms.explaining import ExplainForm
from assurance.forms.measures import MeasureForm
from assurance.forms.own import OwnIndicatorForm
from assurance.forms.parts import PartsForm
from assurance.forms.people import PeopleForm
from assurance.forms.printed import PrintedTotalForm
from assurance.forms.values import ValueForm

__all__ = ["ExplainForm", "MeasureForm", "OwnIndicatorForm", "PartsForm", "PeopleForm", "PrintedTotalForm", "ValueForm"]
