from core import forms
from indicators import questions


class AskingFigure(forms.AskingRecord):
    """The form of one figure, which asks about early and absurd ones."""

    def questions(self):
        return questions.about(self.instance, questions.Known.beside(self.instance))
