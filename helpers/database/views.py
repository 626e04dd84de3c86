"""The views of the base: what every account is called, who stands at which, and who may be contacted."""

from sqlalchemy import Connection, text

DIRECTORY = """
SELECT a.account_id, COALESCE(a.name, p.name) AS name, a.account_type, a.country, a.region
FROM accounts a LEFT JOIN persons p ON p.person_id = a.person_id
"""

WHO = """
SELECT account_id, person_id FROM contacts
UNION SELECT account_id, person_id FROM accounts WHERE person_id IS NOT NULL
UNION SELECT account_id, person_id FROM leads WHERE person_id IS NOT NULL
"""

# On a list stands who said yes, or whose account did, and of whom neither has said no since. A no of the
# account is lifted by a later yes that the account or the person said to us, a no of a person by their own
# alone; what a file says lifts nothing. Where two records share an address, one no is a no for both.
#   place: every address by channel · reach: the same, and written so that two spellings meet
#   standing: the last no of an account or a person, their last yes said to us, any yes
#   judged: both together
CONTACTABLE = """
WITH place (channel, account_id, person_id, address) AS (
    SELECT 'email', w.account_id, w.person_id, p.email FROM who w JOIN persons p ON p.person_id = w.person_id
    UNION ALL
    SELECT 'phone', w.account_id, w.person_id, p.phone FROM who w JOIN persons p ON p.person_id = w.person_id
    UNION ALL
    SELECT 'post', w.account_id, w.person_id,
           p.street || ', ' || COALESCE(p.postcode || ' ', '') || COALESCE(p.city, '')
    FROM who w JOIN persons p ON p.person_id = w.person_id
),
reach AS (
    SELECT channel, account_id, person_id, address,
           REPLACE(REPLACE(REPLACE(LOWER(address), ' ', ''), '-', ''), '+', '00') AS same
    FROM place WHERE address <> ''
),
standing AS MATERIALIZED (
    SELECT CAST(COALESCE(person_id, account_id) AS TEXT) AS subject, channel, MAX(given) AS any_yes,
           MAX(CASE WHEN given = 0 THEN at END) AS said_no,
           MAX(CASE WHEN given = 1 AND direct = 1 THEN at END) AS said_yes
    FROM consents GROUP BY COALESCE(person_id, account_id), channel
),
judged AS MATERIALIZED (
    SELECT r.channel, r.account_id, r.person_id, r.address, r.same,
           CASE WHEN (p.said_no IS NULL OR p.said_yes > p.said_no)
                 AND (a.said_no IS NULL OR a.said_yes > a.said_no OR p.said_yes > a.said_no)
                THEN 0 ELSE 1 END AS said_no,
           CASE WHEN p.any_yes = 1 OR a.any_yes = 1 THEN 1 ELSE 0 END AS said_yes
    FROM reach r
    LEFT JOIN standing p ON p.subject = r.person_id AND p.channel = r.channel
    LEFT JOIN standing a ON a.subject = r.account_id AND a.channel = r.channel
),
refused AS MATERIALIZED (SELECT DISTINCT channel, same FROM judged WHERE said_no = 1)
SELECT j.channel, j.account_id, j.person_id, j.address FROM judged j
LEFT JOIN refused n ON n.channel = j.channel AND n.same = j.same
WHERE j.said_yes = 1 AND n.same IS NULL
"""

# In the order in which they lean on each other.
VIEWS = {"directory": DIRECTORY, "who": WHO, "contactable": CONTACTABLE}


def drop_views(connection: Connection) -> None:
    """Take the views away, so that the tables under them can be changed."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create_views(connection: Connection) -> None:
    """Make the views."""
    for name, says in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {says}"))
