"""The app, for INSTALLED_APPS: it brings the command phony_seed, and no models."""

from __future__ import annotations

from django.apps import AppConfig


class PhonyConfig(AppConfig):  # type: ignore[misc]
    """phony.integrations.django"""

    name = "phony.integrations.django"
    label = "phony"
    verbose_name = "Phony"
