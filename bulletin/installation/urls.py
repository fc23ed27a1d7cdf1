"""The installation's own page."""

from django.urls import path

from bulletin.installation import views

urlpatterns = [path("", views.installation, name="installation")]
