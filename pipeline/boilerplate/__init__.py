"""What sites put around and into articles."""
