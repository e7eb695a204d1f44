"""Section 8 of the contract: closed months, as a plain list of what each close left.

  books = Books()
  outcome = books.run(Years(company, design, month))    what `attain run` pays
  books.close(Years(company, design, month))            books it; months in order, once
  books.reopen()                                        undoes the last close
"""
from arithmetic import Ledger
from payments import pay_month, replay
from tables import month_add


class Years:
    """The ledgers of a company's fiscal years, as far as a run of `month` needs them."""

    def __init__(self, company, design, month):
        self.company, self.design, self.month, self.known = company, design, month, {}

    def of(self, month):
        year = self.company.year_of(month)
        if year[0] not in self.known:
            self.known[year[0]] = Ledger(self.company, self.design, min(year[-1], self.month))
        return self.known[year[0]]

    def participations(self, person, month):
        """All that the person ever had, up to the month, by their first day."""
        found = []
        for plan in self.design.plans:
            found += [part for part in self.of(month).all_participations(plan, person)]
        return sorted((part for part in found if (part.first.year, part.first.month) <= month),
                      key=lambda part: (part.first, part.plan.name.encode()))


class Books:
    def __init__(self):
        self.first, self.closes = None, []             # closes: (month, State after it)

    def last(self):
        return self.closes[-1][0] if self.closes else None

    def run(self, years):
        month = years.month
        if not self.closes:
            return replay(years, month)
        assert month == month_add(self.last(), 1), 'months are closed in order'
        restate = int(years.company.tree.get('restate', '12'))
        restated = [month_add(month, -k) for k in range(restate, 0, -1)]
        return pay_month(years, self.closes[-1][1], month, [k for k in restated if k >= self.first])

    def close(self, years):
        outcome = self.run(years)
        if not self.closes:
            self.first = years.company.year_of(years.month)[0]    # what was before it counts as paid as replayed today
        self.closes.append((years.month, outcome.state))
        return outcome

    def reopen(self):
        month, _ = self.closes.pop()
        return month
