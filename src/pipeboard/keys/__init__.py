"""Every command that the keyboard can give, in one table, and the keys that give it.

The bindings, the footer, the help, the palette, the README's table and `pipeboard keys` all come
from COMMANDS. It knows nothing of the screen, so that the command line can read it without one.

- ``groups``    the commands, a module for what they are about
- ``commands``  the table of them all
- ``command``   what a command is, and where it can hold
- ``names``     how keys are written
- ``keymap``    the table with the keys of one person's config
- ``listings``  the help, the footer and the tables made from it
"""

from pipeboard.keys.commands import COMMANDS, GENERAL, PLACES, Command
from pipeboard.keys.keymap import Keymap, resolve
from pipeboard.keys.listings import footer, help_groups, key_data, key_label, key_table
from pipeboard.keys.names import key_name

__all__ = [
    "COMMANDS",
    "GENERAL",
    "PLACES",
    "Command",
    "Keymap",
    "footer",
    "help_groups",
    "key_data",
    "key_label",
    "key_name",
    "key_table",
    "resolve",
]
