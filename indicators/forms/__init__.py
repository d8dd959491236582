from indicators.forms.explaining import ExplainForm
from indicators.forms.measures import MeasureForm
from indicators.forms.own import OwnIndicatorForm
from indicators.forms.parts import PartsForm
from indicators.forms.people import PeopleForm
from indicators.forms.printed import PrintedTotalForm
from indicators.forms.values import ValueForm

__all__ = ["ExplainForm", "MeasureForm", "OwnIndicatorForm", "PartsForm", "PeopleForm", "PrintedTotalForm", "ValueForm"]
