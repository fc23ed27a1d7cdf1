from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "bulletin.audit"
    label = "audit"
    verbose_name = "Audit log"
