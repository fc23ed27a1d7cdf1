"""Addresses for whoever watches over the installation."""

from django.urls import path

from bulletin.health.views import readyz

urlpatterns = [path("readyz", readyz, name="readyz")]
