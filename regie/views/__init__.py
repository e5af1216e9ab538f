"""The pages of the project itself."""
