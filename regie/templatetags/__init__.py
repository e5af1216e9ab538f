"""Tags and filters for templates. Formatting only: what may be seen was decided before a template runs."""
