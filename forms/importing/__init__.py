"""From a city's own PDF to a first template over it, which a clerk completes: ``kakanai form import``."""
