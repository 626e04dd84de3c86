"""Names, addresses and numbers made comparable: the same thing typed two ways becomes the same text."""

from collections.abc import Callable

import pandas as pd

# Letters that have no accent to take off.
LETTERS = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
# fmt: off
LEGAL_FORMS = frozenset([
    "gmbh", "kg", "ag", "ohg", "ug", "ek", "ltd", "limited", "llp", "llc", "plc", "inc", "corp",
    "corporation", "co", "company", "pty", "pte", "sarl", "sas", "eurl", "sa", "srl", "spa", "sl", "slu",
    "lda", "ltda", "bv", "nv", "as", "aps", "ab", "oy", "sti", "kk", "pt", "fze", "fzco", "est",
    "and", "und", "et", "y", "e",
])
STREETS = {
    "strasse": "str", "road": "rd", "street": "st", "avenue": "av", "avenida": "av", "ave": "av",
    "lane": "ln", "boulevard": "blvd", "drive": "dr", "square": "sq", "place": "pl", "plaza": "pl",
    "calle": "c", "rua": "r", "rue": "r", "caddesi": "cad", "sokak": "sk", "lu": "rd",
}
# fmt: on
PHONE_DIGITS = 8
# A mail domain with more customers than this belongs to a provider, not to a firm.
FIRM_DOMAIN = 3


def plain(text: pd.Series) -> pd.Series:
    """Lower case without accents and dots, every other sign a space; Chinese and other scripts stay.

    >>> plain(pd.Series(["  Möbel-Haus S.p.A. ", "İzmir", None])).tolist()[:2]
    ['mobel haus spa', 'izmir']
    """
    bare = text.astype("str").str.normalize("NFKD").str.replace(r"[\u0300-\u036f.']", "", regex=True)
    bare = bare.str.casefold().str.translate(LETTERS)
    return bare.str.replace(r"[\W_]+", " ", regex=True).str.strip()


def name_keys(names: pd.Series) -> pd.DataFrame:
    """A name without its legal form, ready to be compared.

    name: its words in alphabetical order; letters: as written, without blanks; head: the first four of
    these; anagram: all of them, sorted. For "J. Becker" and "Jonas Becker" alike: letter (the first),
    rest (the other words), short (1 for "J.").

    >>> names = pd.Series(["Falkenried Möbel GmbH & Co. KG", "Möbel, Falkenried", "J. Becker"])
    >>> name_keys(names)["name"].tolist()
    ['falkenried mobel', 'falkenried mobel', 'becker j']
    >>> name_keys(names)[["letter", "rest", "short"]].values.tolist()[2]
    ['j', 'becker', 1]
    """
    words = plain(names).str.split()
    written = _each(words, lambda found: " ".join(word for word in found if word not in LEGAL_FORMS))
    letters = written.str.replace(" ", "", regex=False)
    parts = _partition(written, " ")
    first, rest = parts[0], parts[2]
    keys = {
        "name": _each(written.str.split(), lambda found: " ".join(sorted(found))),
        "letters": letters,
        "head": letters.str[:4],
        "anagram": _each(letters.map(sorted, na_action="ignore"), "".join),
        "letter": first.str[:1],
        "rest": rest,
    }
    short = (first.str.len() == 1) & (rest.str.len() > 0)
    return pd.DataFrame({key: _blank(text) for key, text in keys.items()}).assign(
        short=short.fillna(False).astype(int)
    )


def phone_key(numbers: pd.Series) -> pd.Series:
    """The last eight digits: the same number dialled from home, from abroad, with or without blanks.

    >>> phone_key(pd.Series(["0049 221 0123 4567", "(+49) 221-01234567", "4567"])).tolist()[:2]
    ['01234567', '01234567']
    """
    digits = numbers.astype("str").str.replace(r"\D", "", regex=True)
    return digits.str[-PHONE_DIGITS:].where(digits.str.len() >= PHONE_DIGITS - 1)


def street_key(streets: pd.Series) -> pd.DataFrame:
    """house (the digits) and street (the letters, "Straße", "Road" and the like shortened, without blanks).

    >>> street_key(pd.Series(["Hafenstraße 14", "14 Hafen Str."])).values.tolist()
    [['14', 'hafenstr'], ['14', 'hafenstr']]
    """
    bare = plain(streets)
    words = bare.str.replace(r"\d", " ", regex=True).str.split()
    short = _each(words, lambda found: "".join(STREETS.get(word, word) for word in found))
    short = short.str.replace("strasse", "str", regex=False)
    house = _each(bare.str.findall(r"\d+"), "-".join)
    return pd.DataFrame({"house": _blank(house), "street": _blank(short)})


def email_key(addresses: pd.Series) -> pd.DataFrame:
    """email, mailbox (before the @), digits, and firm: the domain, where it is not a mail provider's."""
    email = _blank(addresses.astype("str").str.strip().str.casefold())
    parts = _partition(email, "@")
    domain = _blank(parts[2])
    own = domain.where(domain.map(domain.value_counts()) <= FIRM_DOMAIN)
    digits = _each(email.str.findall(r"\d"), lambda found: "".join(sorted(found)))
    return pd.DataFrame({"email": email, "mailbox": parts[0], "digits": digits, "firm": own})


def joined(text: pd.Series) -> pd.Series:
    """`plain` text without blanks, blank where nothing is left: for cities and postcodes."""
    return _blank(plain(text).str.replace(" ", "", regex=False))


def _blank(text: pd.Series) -> pd.Series:
    text = text.astype("str")
    return text.where(text.str.len() > 0)


def _partition(text: pd.Series, mark: str) -> pd.DataFrame:
    """Before, mark, after: three columns, also where all is unknown and pandas would give one."""
    return text.str.partition(mark).reindex(columns=[0, 1, 2]).astype("str")


def _each(words: pd.Series, text: Callable[[list[str]], str]) -> pd.Series:
    """Lists of words to text again; unknown stays unknown, also where all are."""
    return words.map(text, na_action="ignore").astype("str")
