"""Letters without their marks: for mail addresses, and for clerks who do not find them on the keyboard."""

import unicodedata

# Letters that Unicode does not take apart into a base and a mark.
WHOLE = str.maketrans({"ß": "ss", "ı": "i"})


def without_marks(text: str) -> str:
    """Text in ASCII letters, case kept.

    >>> without_marks("Köln"), without_marks("Straße"), without_marks("İzmir"), without_marks("Işık")
    ('Koln', 'Strasse', 'Izmir', 'Isik')
    """
    return unicodedata.normalize("NFKD", text.translate(WHOLE)).encode("ascii", "ignore").decode()


def mail_part(text: str) -> str:
    """Text as it stands in a mail address: small letters, digits, hyphens.

    >>> mail_part("Köln Möbel & Co."), mail_part("S.r.l.")
    ('koln-mobel-co', 's-r-l')
    """
    letters = without_marks(text).lower()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in letters).split())
