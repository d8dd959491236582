from assurance.models.indicators import Indicator, IndicatorValue
from assurance.models.measures import Measure
from assurance.models.own import OwnIndicator
from assurance.models.people import PeopleAnswer
from assurance.models.printed import Explanation, PrintedTotal

__all__ = ["Explanation", "Indicator", "IndicatorValue", "Measure", "OwnIndicator", "PeopleAnswer", "PrintedTotal"]
