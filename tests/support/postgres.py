"""The throw-away PostgreSQL cluster, where the tests look for it."""

from kiosk.bench.postgres import PostgresCluster, postgres

__all__ = ["PostgresCluster", "postgres"]
