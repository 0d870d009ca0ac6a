"""From PDF to paper."""
