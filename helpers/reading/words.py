"""What a cell can say besides numbers and dates, and what is said of a cell that cannot be read."""

from helpers.words import _

NO_TEXT = ("", "nan", "NaN", "NaT", "NULL", "null", "<NA>", "#N/A")
YES = ("1", "true", "yes", "y", "t", "是", "对")
NO = ("0", "false", "no", "n", "f", "否", "不")
# What people write at the foot of a table, in small letters.
TOTALS = (
    *("total", "totals", "grand total", "sum", "subtotal", "合计", "总计", "总和", "小计", "合計", "總計"),
    *("summe", "gesamt", "insgesamt", "gesamtsumme", "endsumme", "zwischensumme", "gesamtergebnis"),
    *("somme", "total général", "totaux", "suma", "suma total", "total general", "totale", "totaal"),
)
# Kano's five answers in the order of his questionnaire.
KANO_WORDS = (
    ("1", "like", "i like it", "喜欢", "很喜欢"),
    ("2", "must-be", "must be", "expect", "i expect it", "理应如此", "理所当然"),
    ("3", "neutral", "无所谓"),
    ("4", "live with", "live-with", "tolerate", "能忍受", "可以忍受", "勉强接受"),
    ("5", "dislike", "i dislike it", "不喜欢", "很不喜欢"),
)
KANO = {word: float(place) for place, words in enumerate(KANO_WORDS, start=1) for word in words}

# Message and remedy; {files} stands for the part of case.toml.
INFINITE = (_("is not a finite number"), _("Put in what it should be, or leave the row out with `drop`."))
TOO_LARGE = (
    _("is too large to be an amount"),
    _("See whether it is another column: a barcode, a card number."),
)
TWO_NUMBERS = (
    _("could be two different numbers: with thousands or with decimals"),
    _('Set decimal = "." or decimal = "," under {files} in case.toml.'),
)
TWO_MARKS = (_("has another decimal mark than the rest of its column"), _("Write the column in one way."))
NO_NUMBER = (
    _("is not a number"),
    _("Mend it, or leave such rows out with `drop`; if it is the decimal mark, set decimal under {files}."),
)
TWO_DATES = (
    _("could be two different dates: day or month first"),
    _('Set date_format = "%d/%m/%Y" or "%m/%d/%Y" under {files} in case.toml.'),
)
TWO_ORDERS = (
    _("has day and month in another order than the rest of its column"),
    _("Write the column in one way."),
)
NO_DATE = (
    _("is not a date"),
    _("Mend it, or leave such rows out with `drop`; or say how they are written: date_format under {files}."),
)
OFFSET = (
    _("has an offset from UTC, and case.toml names no timezone to convert it to"),
    _('Set timezone = "Europe/London", or yours, under {files} in case.toml.'),
)
NO_FLAG = (_("is neither 1 nor 0"), _("Write 1 or 0, yes or no."))
NO_KANO = (
    _("is an unscored answer; the row is set aside"),
    _("Write 1–5, or like, must be, neutral, live with, dislike."),
)
ODD_TRAIT = (
    _("is no number, so the whole column is read as text"),
    _("Mend it if the column should hold numbers."),
)
