"""What the foot of a member's page leads to: below `<slug>/about/`."""

from django.urls import path

from reporting.views import about

app_name = "about"
urlpatterns = [
    path("contact/", about.contact, name="contact"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("accessibility/review/", about.review, name="review"),
    path("privacy/", about.privacy, name="privacy"),
]
