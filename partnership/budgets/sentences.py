"""Sentences about a year's contributions, and about what became of those who gave them."""

from core.formatting import numbers, sentences
from core.formatting.folding import sort_key
from partnership.budgets.bases import Basis, share_of
from partnership.budgets.comparing import Change, Comparison, Split
from partnership.budgets.money import MoneyOfYear

# What an agency did, said of the one with the largest amount.
DID = {
    Basis.AGREED: "agreed to give the most in cash",
    Basis.RECEIVED: "gave the most in cash",
    Basis.INVOICED: "was invoiced for the most in cash",
}


def says_of_year(budget: MoneyOfYear, basis: Basis) -> str:
    """Who gave the most of a year's cash, and who came next."""
    known = [one for one in budget.contributions if one.on(basis) is not None]
    if not known:
        return f"No amount of {budget.year} is known {basis.words}."
    first, *rest = sorted(known, key=lambda one: (-one.on(basis), sort_key(one.agency)))
    whole = budget.whole_cash(basis)
    says = f"{first.agency} {DID[basis]}, {numbers.money(first.on(basis))}"
    if whole:
        says += f" of {numbers.money(whole)} ({numbers.percent(share_of(first.on(basis), whole))})"
    if rest and rest[0].on(basis):
        says += f"; {rest[0].agency} came next with {numbers.money(rest[0].on(basis))}"
    return f"{says}."


def says_of_outstanding(budget: MoneyOfYear) -> str:
    """What the column of what is outstanding takes for open, and what it leaves out."""
    due = [one for one in budget.contributions if one.due is not None]
    unknown, without = sum(one.received is None for one in due), len(budget.contributions) - len(due)
    said = ["Outstanding is what was agreed, or invoiced where no agreement is on record, less what came."]
    if due and unknown == len(due):
        said.append(f"Nothing is noted as received for {budget.year}, so all of it stands as outstanding.")
    elif unknown:
        said.append(
            f"Of {unknown} of {len(due)} nothing is noted as received, so all that is due stands as outstanding."
        )
    if without and due:
        said.append(
            f"Of {without} nothing is known to be due; the total leaves {'it' if without == 1 else 'them'} out."
        )
    return " ".join(said)


def says_of_years(compared: Comparison) -> str:
    """How all cash moved from the first year to the last, and who gave the most in that."""
    first, last, words = compared.budgets[0], compared.budgets[-1], f"Contributions in cash {compared.basis.words}"
    before, after = compared.whole(0, (0, -1)), compared.whole(-1, (0, -1))
    most = f"In {last.year}: {says_of_year(last, compared.basis)}"
    if before is None or after is None:
        year = first.year if before is None else last.year
        return f"{words} are not all on record for {year}, so the years are not compared. {most}"
    if before == after:
        return f"{words} were {numbers.money(after)} in {first.year} and in {last.year}. {most}"
    moved = f"{'rose' if after > before else 'fell'} from {numbers.money(before)}"
    return f"{words} {moved} in {first.year} to {numbers.money(after)} in {last.year}. {most}"


def says_of_successions(compared: Comparison) -> list[str]:
    """One sentence for each agency that follows others in its line, and for each that was split."""
    joined = [
        f"{one.agency} took over from {sentences.listed(one.follows)}"
        f"{', which merged' if len(one.follows) > 1 else ''}: its line holds what they gave too."
        for one in compared.agencies
        if one.follows
    ]
    return [*joined, *(_says_of_split(split, compared) for split in compared.splits)]


def _says_of_split(split: Split, compared: Comparison) -> str:
    names = sentences.listed([one.agency for one in split.into])
    before, after = compared.years[-2:]
    says = f"{split.agency.agency} was split, and its successors that give are {names}."
    change = split.change
    if change.amount is None:
        return f"{says} They stand beside it, because what it gave cannot be divided between them."
    amounts = f"{numbers.money(change.before)} in {before}, {numbers.money(change.after)} in {after}"
    return f"{says} Together {compared.basis.words}: {amounts} ({_moved(change)})."


def _moved(change: Change) -> str:
    sign = "+" if change.amount > 0 else ""
    percent = f", {sign}{numbers.percent(change.percent)}" if change.percent is not None else ""
    return f"{sign}{numbers.money(change.amount)}{percent}" if change.amount else "no change"
