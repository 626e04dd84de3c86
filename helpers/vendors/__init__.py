"""Files of Salesforce, HubSpot and Zoho CRM: exports become a case, tables files that they take."""

from helpers.vendors.amounts import amounts
from helpers.vendors.catalog import VENDORS, columns, sources, vendor
from helpers.vendors.exporting import Exported, contact_list, export, write
from helpers.vendors.importing import Imported, read_exports
from helpers.vendors.sheets import described
from helpers.vendors.values import Reading

__all__ = [
    "VENDORS", "Exported", "Imported", "Reading", "amounts", "columns", "contact_list", "described", "export",
    "read_exports", "sources", "vendor", "write",
]  # fmt: skip
