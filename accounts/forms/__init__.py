"""The shape of what is typed when signing in and about one's own account. Whether it is true is asked elsewhere."""
