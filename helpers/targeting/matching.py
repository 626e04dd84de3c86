"""How much it tells that two records agree: weights of the matching model, and which pairs are compared.

m is how often records of one customer look like this, u how often those of two customers do. m comes
from what clerks do (they slip, leave things out, take another mailbox), u from how rare a thing is
between strangers. They are fixed, not estimated: a few dozen doubled records are too few to learn from,
and a fixed weight can be read and questioned. Phone and address count once, together, because families
and offices share both.
"""

from typing import Any, NamedTuple


class Level(NamedTuple):
    """One degree of agreement; it holds where no level above it does. "ELSE" always holds."""

    label: str
    sql: str
    m: float
    u: float


# Two records in a hundred are assumed to be someone's second one: the prior, before anything is compared.
DOUBLED = 0.02
# A swap keeps the letters of a name; one letter for another makes a brother: Dario and Mario are two people.
NAME = (
    Level("same", "name_l = name_r", 0.58, 3e-4),
    Level(
        "letters swapped",
        "anagram_l = anagram_r and damerau_levenshtein(letters_l, letters_r) <= 2",
        0.22,
        2e-4,
    ),
    Level(
        "first name shortened",
        "short_l + short_r = 1 and letter_l = letter_r and damerau_levenshtein(rest_l, rest_r) <= 2",
        0.08,
        1e-3,
    ),
    Level(
        "alike",
        "(damerau_levenshtein(letters_l, letters_r) <= 2 and length(letters_l) > 5)"
        " or jaro_winkler_similarity(letters_l, letters_r) > 0.93"
        " or (least(length(letters_l), length(letters_r)) > 5"
        " and (starts_with(letters_l, letters_r) or starts_with(letters_r, letters_l)))",
        0.10,
        3e-3,
    ),
    Level("another", "ELSE", 0.02, 0.9955),
)
# Digits in an address are meant: a provider gives them to namesakes.
EMAIL = (
    Level("same", "email_l = email_r", 0.74, 2e-6),
    Level("a slip", "digits_l = digits_r and damerau_levenshtein(email_l, email_r) <= 1", 0.10, 1e-5),
    Level(
        "same firm, or a second mailbox",
        "firm_l = firm_r or (split_part(email_l, '@', 2) = split_part(email_r, '@', 2)"
        " and (starts_with(mailbox_l, mailbox_r || '.') or starts_with(mailbox_r, mailbox_l || '.')))",
        0.14,
        1e-4,
    ),
    Level("another", "ELSE", 0.02, 0.999888),
)
PLACE = (
    Level(
        "same phone and address",
        "phone_l = phone_r and street_l = street_r and house_l = house_r",
        0.45,
        1e-6,
    ),
    Level("same phone", "phone_l = phone_r", 0.20, 1e-6),
    Level(
        "same address",
        "street_l = street_r and house_l = house_r and coalesce(city_l = city_r, true)",
        0.20,
        4e-6,
    ),
    Level("same street and postcode", "street_l = street_r and postcode_l = postcode_r", 0.06, 5e-6),
    Level("same street", "street_l = street_r and city_l = city_r", 0.03, 8e-4),
    Level("same postcode", "postcode_l = postcode_r", 0.02, 1e-3),
    Level("same city", "city_l = city_r", 0.02, 1e-2),
    Level("another", "ELSE", 0.02, 0.988189),
)
# A comparison says nothing where none of its columns is known of both records.
COMPARISONS = {
    "name": (("name",), NAME),
    "email": (("email",), EMAIL),
    "place": (("phone", "street", "postcode", "city"), PLACE),
}
# Pairs are compared where they agree on all columns of one of these: 3,000 records make 4.5 million pairs.
BLOCKING = (
    ("phone",),
    ("email",),
    ("name", "country"),
    ("street", "house", "city"),
    ("firm", "country"),
    ("postcode", "head"),
)


def settings(records: int) -> dict[str, Any]:
    """The model in the form splink reads (Fellegi & Sunter 1969), for this many records."""
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": min(0.5, 2 * DOUBLED / (records - 1)),
        "blocking_rules_to_generate_predictions": [
            " and ".join(f"l.{column} = r.{column}" for column in rule) for rule in BLOCKING
        ],
        "comparisons": [_comparison(name, *parts) for name, parts in COMPARISONS.items()],
        "retain_matching_columns": False,
    }


def _comparison(name: str, columns: tuple[str, ...], levels: tuple[Level, ...]) -> dict[str, Any]:
    unknown = " and ".join(f"({column}_l is null or {column}_r is null)" for column in columns)
    null = {"sql_condition": unknown, "label_for_charts": "unknown", "is_null_level": True}
    rows = [
        {
            "sql_condition": level.sql,
            "label_for_charts": level.label,
            "m_probability": level.m,
            "u_probability": level.u,
        }
        for level in levels
    ]
    return {"output_column_name": name, "comparison_levels": [null, *rows]}
