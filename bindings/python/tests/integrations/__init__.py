"""Phony within other tools, tested. A package, so that its conftest.py has a name of its own."""
