"""Addresses for a monitor."""

from django.urls import path

from moderation.monitoring.views import metrics_page

urlpatterns = [path("metrics", metrics_page, name="metrics")]
