"""What `ninesteps case check` and `ninesteps case from-orders` do."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.case import CaseError, Finding, check_case
from helpers.files import write_bytes, write_text
from helpers.guessing import Guess, guess_columns
from helpers.reading import refused
from helpers.reading.finding import shown
from helpers.reading.headers import AMOUNT
from helpers.reading.settings import TOML
from helpers.words import _, count

OK, PROBLEM, USAGE = 0, 1, 2


def check_command(folder: Path) -> int:
    """Print every finding of a case, errors and notices apart, and a closing line; 1 if any is an error."""
    findings = check_case(folder)
    errors = [found for found in findings if found.level == "error"]
    _print_list(_("Errors: these must be mended"), errors)
    _print_list(_("Notices: good to know"), [found for found in findings if found.level == "notice"])
    n = len(findings) - len(errors)
    if errors:
        print(
            _("Errors: {n}, notices: {m}. The case cannot be used yet.").format(
                n=count(len(errors)), m=count(n)
            )
        )
        return PROBLEM
    print(
        _("Errors: 0, notices: {m}. The case is ready: ninesteps run {folder}").format(
            m=count(n), folder=folder
        )
    )
    return OK


def _print_list(title: str, findings: Sequence[Finding]) -> None:
    """A title and one line a finding, with its table; nothing where there is none."""
    if findings:
        print(title)
    for found in findings:
        print(f"  {found.table + ' · ' if found.table else ''}{found}")


def from_orders_command(files: Sequence[Path], out: Path, mapping: Sequence[str] = ()) -> int:
    """Make a case of raw order files: guess which column is which, show it, write case.toml, check the case.

    mapping: "standard=theirs" for each column to settle by hand (theirs is a number where the file has no
    header).
    """
    if any("=" not in pair for pair in mapping):
        print(_('--map wants standard=theirs, such as --map "customer_id=Customer ID"'), file=sys.stderr)
        return USAGE
    said = dict(pair.split("=", 1) for pair in mapping)
    try:
        guess = guess_columns(list(files), said)
        print(described(guess))
        if guess.problems:
            return PROBLEM
        print(write_case(out, guess))
    except CaseError as error:
        print(error, file=sys.stderr)
        return PROBLEM
    except OSError as error:
        print(_("{out} cannot be written: {why}").format(out=out, why=error.strerror), file=sys.stderr)
        return PROBLEM
    return check_command(out)


def described(guess: Guess) -> str:
    """The guess as a person reads it: each column, how sure it is, what stands in it; then what is open."""
    lines = [_("Which column is which:")]
    for name, theirs in guess.map.items():
        cells = ", ".join(map(shown, guess.samples[theirs]))
        lines.append(f"  {name:<12} = {shown(theirs):<20} {_sureness(guess.confidence[name]):<8} {cells}")
    unused = [theirs for theirs in guess.samples if theirs not in guess.map.values()]
    lines += [
        f"  {_('not used'):<12} : {shown(theirs):<29} {', '.join(map(shown, guess.samples[theirs]))}"
        for theirs in unused
    ]
    if guess.settings.get("order_id"):
        lines.append(_("No order numbers: one order is made for each customer and day."))
    if guess.settings.get("quantity"):
        lines.append(_("No quantities: every line counts as one piece."))
    if AMOUNT in guess.map:
        lines.append(_("No price of one: it is made from the line total."))
    return "\n".join([*lines, *guess.hints, *guess.problems])


def _sureness(confidence: float) -> str:
    """How sure, in a word."""
    return _("sure") if confidence > 0.95 else _("likely") if confidence > 0.7 else _("perhaps")


def write_case(out: Path, guess: Guess) -> str:
    """Copy the files of a guess into `out` and write its case.toml; returns what to tell the person.

    Raises CaseError rather than write over anything.
    """
    if (out / TOML).exists():
        raise refused(
            _("a case is there already"), _("Give another folder with --out."), file=str(out / TOML)
        )
    many = len(guess.files) > 1
    folder = out / "orders" if many else out
    for path in guess.files:
        _copy(path, folder / path.name)
    write_text(out / TOML, case_toml(out.resolve().name, "orders/*" if many else guess.files[0].name, guess))
    return _("Written: {path}. If a column is not right, mend it there.").format(path=out / TOML)


def _copy(source: Path, target: Path) -> None:
    """Copy a file unless it is there already; CaseError where another file stands in its place."""
    data = source.read_bytes()
    if target.exists() and target.read_bytes() != data:
        remedy = _("Give an empty folder with --out.")
        raise refused(_("another file of that name is there"), remedy, file=str(target))
    if not target.exists():
        write_bytes(target, data)


def case_toml(name: str, path: str, guess: Guess) -> str:
    """The text of case.toml for a guess. JSON's strings, numbers and booleans are TOML's too."""
    settings = {"path": path, **guess.settings}
    if AMOUNT in guess.map:
        settings[AMOUNT] = guess.map[AMOUNT]
    columns = {name: theirs for name, theirs in guess.map.items() if name != AMOUNT}
    lines = [
        f"name = {toml_value(name)}",
        '# currency = "USD"            # say which, and reports will show it',
        "# as_of = 2026-06-30          # the last day to look at; orders after it are kept for scoring",
        "",
        "[files.orders]",
        *(f"{key} = {toml_value(value)}" for key, value in settings.items()),
        "",
        "[files.orders.columns]        # standard name = name in the file",
        *(f"{key} = {toml_value(value)}" for key, value in columns.items()),
    ]
    return "\n".join(lines) + "\n"


def toml_value(value: object) -> str:
    """A value as TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
