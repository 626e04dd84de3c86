"""What `ninesteps case from-crm` does."""

import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.case_commands import PROBLEM, USAGE, check_command, toml_value
from helpers.files import safe_frame
from helpers.reading import CaseError
from helpers.reading.finding import Finding
from helpers.reading.settings import TOML
from helpers.vendors.exporting import write_folder
from helpers.vendors.importing import Imported, read_exports
from helpers.vendors.sheets import described
from helpers.vendors.values import AS_IT_IS, Reading
from helpers.words import _, count


def from_crm_command(
    files: Sequence[Path],
    key: str,
    out: Path,
    mapping: Sequence[str] = (),
    reading: Reading = AS_IT_IS,
) -> int:
    """Make a case of a vendor's exports: say what each file is, what was found, write tables and case.toml.

    mapping: "standard=theirs", or "object.standard=theirs" where objects differ. Nothing is written unless
    all can be.
    """
    if any("=" not in pair for pair in mapping):
        print(_('--map wants standard=theirs, such as --map "customer_id=Account ID"'), file=sys.stderr)
        return USAGE
    said = dict(pair.split("=", 1) for pair in mapping)
    try:
        made = read_exports(files, key, mapping=said, reading=reading)
        if len(made.guessed):
            print(described(made.guessed))
        for found in made.findings:
            print(f"  {_level(found)}: {found}")
        if made.failed:
            print(_("Nothing is written. Mend what is marked as error and run it again."))
            return PROBLEM
        print(write_imported(out, made))
    except CaseError as error:
        print(error, file=sys.stderr)
        return PROBLEM
    except OSError as error:
        print(_("{out} cannot be written: {why}").format(out=out, why=error.strerror), file=sys.stderr)
        return PROBLEM
    return check_command(out)


def _level(found: Finding) -> str:
    return _("error") if found.level == "error" else _("notice")


def write_imported(out: Path, made: Imported) -> str:
    """Write the tables of an import and their case.toml into a new folder; returns what to say of it."""
    files = {
        f"{name}.csv": safe_frame(frame).to_csv(index=False, lineterminator="\n").encode()
        for name, frame in made.tables.items()
    }
    if not files:
        raise CaseError(made.findings or [Finding("error", "", "", None, "", "", NO_TABLE, EXPORT)])
    write_folder(out, {**files, TOML: imported_toml(out.resolve().name, made).encode()})
    sizes = ", ".join(f"{name} {count(len(frame))}" for name, frame in made.tables.items())
    return _("Written: {folder} with {sizes}.").format(folder=out, sizes=sizes)


NO_TABLE = _("no record can be used")
EXPORT = _("Export accounts, deals or contacts with their ids.")


def imported_toml(name: str, made: Imported) -> str:
    """The text of case.toml for an import."""
    currency = f"currency = {toml_value(made.currency)}"
    lines = [
        f"name = {toml_value(name)}",
        currency if made.currency else '# currency = "USD"            # say which, and reports will show it',
        "# as_of = 2026-06-30          # the last day to look at; orders after it are kept for scoring",
    ]
    for table in made.tables:
        lines += ["", f"[files.{table}]", f'path = "{table}.csv"']
    return "\n".join(lines) + "\n"
