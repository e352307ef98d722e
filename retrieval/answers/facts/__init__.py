"""What one case tells: a fact, its suit, its writer, or the case as it is shown."""
