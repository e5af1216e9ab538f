"""What is typed about a case: the shape of the input, a module for each page or noun."""
