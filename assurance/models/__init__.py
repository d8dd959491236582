from assurance.models.indicators import Indicator, IndicatorValue
from assurance.models.measures import Measure
from assurance.models.printed import Explanation, PrintedTotal
from assurance.models.suppression import SuppressionChoice

__all__ = ["Explanation", "Indicator", "IndicatorValue", "Measure", "PrintedTotal", "SuppressionChoice"]
