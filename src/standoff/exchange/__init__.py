"""Exchange with other programs: imports that are checked by encoding them, exports of results."""

from standoff.exchange.exporting import EXPORTS, Exported, export
from standoff.exchange.importing import IMPORTS, Imported, import_file

__all__ = ["EXPORTS", "IMPORTS", "Exported", "Imported", "export", "import_file"]
