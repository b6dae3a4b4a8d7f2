"""The app: its label is `shop`, as in shop.Order."""

from django.apps import AppConfig


class ShopConfig(AppConfig):
    """django_shop"""

    name = "django_shop"
    label = "shop"
