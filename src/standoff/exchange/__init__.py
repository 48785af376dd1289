"""Exchange with other programs: imports that are checked by encoding them, exports of results."""

from standoff.exchange.exporting import BESIDE, EXPORTS, Exported, export
from standoff.exchange.importing import IMPORTS, Imported, import_file

__all__ = ["BESIDE", "EXPORTS", "IMPORTS", "Exported", "Imported", "export", "import_file"]
