"""The pages about the handling of data."""
