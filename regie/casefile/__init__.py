"""Case files: reading, checking and replaying them. The format: docs/case-file.md."""
