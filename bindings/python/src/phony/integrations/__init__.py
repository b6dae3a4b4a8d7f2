"""Phony within other people's tools: pytest, Faker, Django.

Each module here needs the tool that it is for, and nothing else of Phony needs any of them; nothing
is imported before it is asked for.
"""
