"""What HTTP says back about a case: a module for each page or noun."""
