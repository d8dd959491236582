from indicators.models.indicators import Indicator, IndicatorValue
from indicators.models.measures import Measure
from indicators.models.own import OwnIndicator
from indicators.models.people import PeopleAnswer
from indicators.models.printed import Explanation, PrintedTotal

__all__ = ["Explanation", "Indicator", "IndicatorValue", "Measure", "OwnIndicator", "PeopleAnswer", "PrintedTotal"]
