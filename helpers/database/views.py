"""The views of the base: what every account is called, who stands at which, and who may be contacted."""

from sqlalchemy import Connection, text

from helpers.database.letters import collation

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
# alone; what a file says lifts nothing. Where two records share an address, one no is a no for both, even of
# somebody who stands at no account any more and so on no list.
#   known: everybody, and whether they can be on a list · place: every address by channel
#   spelt, reach: the same, and written so that two spellings meet; a telephone may have (0) after its country
#   standing: the last no of an account or a person, their last yes said to us, any yes
#   judged: both together
CONTACTABLE = """
WITH known (account_id, person_id, listed) AS MATERIALIZED (
    SELECT account_id, person_id, 1 FROM who
    UNION ALL
    SELECT NULL, person_id, 0 FROM persons WHERE person_id NOT IN (SELECT person_id FROM who)
),
place (channel, account_id, person_id, listed, address) AS (
    SELECT 'email', k.account_id, k.person_id, k.listed, p.email
    FROM known k JOIN persons p ON p.person_id = k.person_id
    UNION ALL
    SELECT 'phone', k.account_id, k.person_id, k.listed, p.phone
    FROM known k JOIN persons p ON p.person_id = k.person_id
    UNION ALL
    SELECT 'post', k.account_id, k.person_id, k.listed,
           p.street || ', ' || COALESCE(p.postcode || ' ', '') || COALESCE(p.city, '')
    FROM known k JOIN persons p ON p.person_id = k.person_id
),
spelt AS (
    SELECT channel, account_id, person_id, listed, address,
           REPLACE(REPLACE(REPLACE(LOWER(address), ' ', ''), '-', ''), '+', '00') AS bare
    FROM place WHERE TRIM(address) <> ''
),
reach AS (
    SELECT channel, account_id, person_id, listed, address, bare AS same FROM spelt WHERE channel <> 'phone'
    UNION ALL
    SELECT channel, account_id, person_id, listed, address,
           REPLACE(REPLACE(REPLACE(REPLACE(
               CASE WHEN SUBSTR(LTRIM(bare, '('), 1, 2) = '00' THEN REPLACE(bare, '(0)', '') ELSE bare END,
               '(', ''), ')', ''), '.', ''), '/', '')
    FROM spelt WHERE channel = 'phone'
),
standing AS MATERIALIZED (
    SELECT CAST(COALESCE(person_id, account_id) AS TEXT) AS subject, channel, MAX(given) AS any_yes,
           MAX(CASE WHEN given = 0 THEN at END) AS said_no,
           MAX(CASE WHEN given = 1 AND direct = 1 THEN at END) AS said_yes
    FROM consents GROUP BY COALESCE(person_id, account_id), channel
),
judged AS MATERIALIZED (
    SELECT r.channel, r.account_id, r.person_id, r.listed, r.address, r.same,
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
WHERE j.listed = 1 AND j.said_yes = 1 AND n.same IS NULL
"""

# In the order in which they lean on each other.
VIEWS = {"directory": DIRECTORY, "who": WHO, "contactable": CONTACTABLE}


def drop_views(connection: Connection) -> None:
    """Take the views away, so that the tables under them can be changed."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create_views(connection: Connection) -> None:
    """Make the views."""
    letters = collation(connection)
    small = f'LOWER(address COLLATE "{letters}")' if letters else "LOWER(address)"
    for name, says in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {says.replace('LOWER(address)', small)}"))
