"""An API of made-up data: pages of people without end, templates, and whole tables as streams."""
