"""The pages of signing in, of one's own account, of drafts and of the demonstration. Each loads or calls once."""
