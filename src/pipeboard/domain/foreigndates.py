"""Words for days in German, French and Spanish, with the English ones that are read.

Names of months and days that are as well English words, or names of people and firms, are left
out; the short weekdays (``mi``, ``lun``) count only beside a time.
"""

from collections.abc import Mapping
from types import MappingProxyType

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG = (
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "- - miercoles - - sabado -",
    "- - - - - sonnabend -",
)
_SHORT = (
    "mo di mi do fr sa so",
    "lun mar mer jeu ven sam dim",
    "lun mar mié jue vie sáb dom",
    "- - mie - - sab -",
)
_WORDS = {
    "today": "heute aujourd'hui aujourd’hui hoy",
    "tomorrow": "morgen demain mañana manana",
    "the day after tomorrow": "übermorgen uebermorgen après-demain pasado",
    "next week": "nächste nächster nächsten nächstes naechste naechsten prochaine prochain próxima",
    "week": "woche wochen semaine semaines semana semanas",
    "month": "monat monate monaten",
    "day": "tage tagen días",
    "9:30 for a time": "uhr",
    "Jan": "januar jänner janvier enero",
    "Feb": "februar février febrero",
    "Mar": "märz maerz",
    "May": "mai",
    "Jul": "juillet",
    "Aug": "août agosto",
    "Sep": "septembre septiembre",
    "Oct": "oktober octobre octubre",
    "Nov": "novembre noviembre",
    "Dec": "dezember décembre diciembre",
}

FOREIGN: Mapping[str, str] = MappingProxyType(
    {
        **{word: english for english, words in _WORDS.items() for word in words.split()},
        **{
            word: english
            for row in _LONG
            for word, english in zip(row.split(), _DAYS, strict=True)
            if word != "-"
        },
    }
)
"""Word in small letters -> what to write instead."""

SHORT_WEEKDAYS: Mapping[str, str] = MappingProxyType(
    {
        word: english
        for row in _SHORT
        for word, english in zip(row.split(), _DAYS, strict=True)
        if word != "-"
    }
)
"""Short weekday -> the English one, for a word that stands beside a time."""
