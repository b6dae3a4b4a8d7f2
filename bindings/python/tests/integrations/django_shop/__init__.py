"""A small Django project, and its app `shop`, for the tests of the Django helpers."""
