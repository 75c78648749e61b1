"""The commands by what they are about, a module for each: each has its rows in COMMANDS."""
