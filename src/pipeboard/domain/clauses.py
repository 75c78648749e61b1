"""A filter: what must hold for a deal to match, each clause of it one term of ``filterterms``.

A board has one from the start, with nothing in it: the terms are loaded when there are any.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeboard.domain.filterterms import Term


@dataclass(frozen=True, slots=True)
class Clause:
    """One term, or with ``negated`` its opposite (where a field is empty, the opposite holds)."""

    term: "Term"
    negated: bool = False

    def describe(self) -> str:
        """The clause in words, for the filter bar."""
        return f"not {self.term.describe()}" if self.negated else self.term.describe()

    @property
    def statuses(self) -> tuple[str, ...] | None:
        """The statuses that the term names, None when it is about something else."""
        from pipeboard.domain.filterterms import Named

        term = self.term
        return term.names if isinstance(term, Named) and term.field == "status" else None


@dataclass(frozen=True, slots=True)
class Filter:
    """Clauses that must all hold for a deal to match; none at all match every deal."""

    clauses: tuple[Clause, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether every deal matches."""
        return not self.clauses

    @property
    def names_status(self) -> bool:
        """Whether it says which statuses are wanted, so that callers add none of their own."""
        return any(clause.statuses is not None for clause in self.clauses)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that it names as wanted."""
        wanted = (clause.statuses or () for clause in self.clauses if not clause.negated)
        return tuple(name for names in wanted for name in names)

    def describe(self) -> str:
        """All clauses in words: ``“acme”, owner ann, value over 50,000, not stale``."""
        return ", ".join(clause.describe() for clause in self.clauses)
