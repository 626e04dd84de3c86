"""Cases with something wrong or odd in them, and what must come of each: the finding, or the values read."""

from cases.columns import COLUMNS
from cases.doubts import DOUBTS
from cases.files import EXCEL, FILES
from cases.values import DATES, NUMBERS
from cases.whole import FOLDER, SMALL

CASES = (*FOLDER, *FILES, *COLUMNS, *NUMBERS, *DATES, *EXCEL, *SMALL, *DOUBTS)
