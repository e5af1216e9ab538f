"""The pages of the administration: accounts, organisations with their teams, and the record of what happened."""
