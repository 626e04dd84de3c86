"""Write the data dictionary, data/README.md, from helpers.schema; --check only says if it is stale."""

import sys
from collections.abc import Sequence

from helpers.files import DATA, write_text
from helpers.schema import dictionary

TARGET = DATA / "README.md"


def main(arguments: Sequence[str]) -> int:
    """0 when done or up to date, 1 when --check finds the file stale or missing."""
    text = dictionary()
    if "--check" not in arguments:
        write_text(TARGET, text)
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        print(f"{TARGET} is stale: run `make dictionary`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
