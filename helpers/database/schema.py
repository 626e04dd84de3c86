"""All tables of the base, once all are declared."""

from collections.abc import Mapping

from sqlalchemy import MetaData, Table

from helpers.database import ledger, models, records

DECLARED = (models, records, ledger)
METADATA: MetaData = models.Base.metadata
TABLES: Mapping[str, Table] = METADATA.tables
