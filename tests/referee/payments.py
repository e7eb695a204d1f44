"""Section 8 of the contract: how earnings become payments. Release schedules, draws, prior-period adjustments, balances.

pay_month() is one month on top of what the months before left (a State). A replay calls it for every month of the fiscal
year; with books, books.py calls it once, on what was booked.
"""
from collections import defaultdict
from fractions import Fraction

from tables import days_of, month_of, read_month

ZERO = Fraction(0)


# ---- when an earning is paid

def by_schedule(company, component, due, earned_for, month):
    """Of what is due for a month, what instalments and hold back let out by another; the last part takes the remainder."""
    if month < earned_for:
        return ZERO
    held = company.rounded(due * component.hold_share)
    rest = due - held
    parts = [company.rounded(rest * part) for part in component.instalments[:-1]]
    parts.append(rest - sum(parts))
    passed = (month[0] - earned_for[0]) * 12 + month[1] - earned_for[1]
    out = sum(parts[:passed + 1], ZERO)
    return out + held if month >= company.window_months(component.release, earned_for)[-1] else out


def released_to_date(company, part, component, due, earned_for, month):
    """-> (paid out by the end of the month, forfeited by then)."""
    left = month_of(part.last)
    if not part.left or month < left:
        return by_schedule(company, component, due, earned_for, month), ZERO
    if not part.plan.forfeits:
        return due, ZERO
    out = by_schedule(company, component, due, earned_for, max(left, earned_for))
    return out, due - out


# ---- what months leave behind

class Line:
    """What was booked for a (person, plan, component, month): its earning and later adjustments of it."""

    def __init__(self, amount=ZERO, released=ZERO, forfeited=ZERO):
        self.amount, self.released, self.forfeited = amount, released, forfeited

    held = property(lambda self: self.amount - self.released - self.forfeited)


class State:
    """lines: (person, plan, component, month) -> Line; purses: person -> (balance, owed of draws);
    adjustments: (person, month) -> booked adjustments."""

    def __init__(self, lines=None, purses=None, adjustments=None):
        self.lines, self.purses, self.adjustments = lines or {}, purses or {}, adjustments or {}

    def copy(self):
        return State({key: Line(line.amount, line.released, line.forfeited) for key, line in self.lines.items()},
                     dict(self.purses), dict(self.adjustments))


class Paid:
    """A payee's line of payroll.csv."""

    def __init__(self):
        self.balance_in = self.earnings = self.prior = self.adjustments = self.released = ZERO
        self.draw_paid = self.draw_repaid = self.draw_owed = self.held = self.payment = self.balance_out = ZERO


class Outcome:
    """rows: person -> Paid; priors: (person, plan, component, for_month) -> (booked, due); state: after the month.
    rules: are there draws, instalments or held parts to show?"""

    def __init__(self, rows, priors, state, rules):
        self.rows, self.priors, self.state, self.rules = rows, priors, state, rules


# ---- a month

def replay(years, month):
    """The month's outcome where nothing is booked: the months of its fiscal year in turn, from nothing."""
    outcome = Outcome({}, {}, State(), False)
    for each in years.company.year_of(month):
        outcome = pay_month(years, outcome.state, each)
        if each == month:
            return outcome


def pay_month(years, before, month, restated=()):
    """restated: the closed months that are computed again. years.of(month): the ledger of its fiscal year."""
    return MonthOfPay(years, before, month, restated).outcome()


class MonthOfPay:
    def __init__(self, years, before, month, restated):
        self.years, self.company, self.month, self.restated = years, years.company, month, restated
        self.before, self.state = before, before.copy()
        self.ledger = years.of(month)
        self.rows, self.priors = defaultdict(Paid), {}

    def outcome(self):
        for _, part, _, figure in self.ledger.lines_of(self.month):
            self.rows[part.person].earnings += figure.earning
        self.post_earnings()
        self.post_adjustments()
        for person, (balance, owed) in self.before.purses.items():
            if balance or owed:
                self.rows[person].balance_in = balance
        held = defaultdict(Fraction)
        for (person, *_), line in self.state.lines.items():
            held[person] += line.held
        for person in sorted(self.rows, key=str.encode):
            self.rows[person].held = held[person]
            self.pay(person, self.rows[person])
        return Outcome({person: self.rows[person] for person in sorted(self.rows, key=str.encode)}, self.priors,
                       self.state, self.has_rules())

    # ---- earnings of this month and of closed ones

    def post_earnings(self):
        """What is due for each month that matters, and what of it is paid out now."""
        due = {}
        for earned_for in (self.month, *self.restated):
            for _, part, component, figure in self.years.of(earned_for).lines_of(earned_for):
                due[part.person, part.plan.name, component.name, earned_for] = figure.earning
        for key, line in self.before.lines.items():
            if key[3] in self.restated:
                due.setdefault(key, ZERO)                 # nobody earns it any more
            elif line.held:
                due[key] = line.amount
        for key, amount in due.items():
            self.post(key, amount)

    def post(self, key, due):
        person, plan, name, earned_for = key
        line = self.state.lines.setdefault(key, Line())
        if earned_for != self.month and due != line.amount:
            self.priors[key] = (line.amount, due)
            self.rows[person].prior += due - line.amount
        part, component = self.years.of(earned_for).find(person, plan, name)
        released, forfeited = due, ZERO                   # where the plan or the component is gone
        if part:
            released, forfeited = released_to_date(self.company, part, component, due, earned_for, self.month)
        if released != line.released or line.held:        # who waits for a part has a row
            self.rows[person].released += released - line.released
        self.state.lines[key] = Line(due, released, forfeited)

    def post_adjustments(self):
        today = defaultdict(Fraction)
        for row in self.company.adjustments:
            today[row['person_id'], read_month(row['period'])] += row['amount']
        for (person, period), amount in today.items():
            if period == self.month:
                self.rows[person].adjustments += amount
                self.state.adjustments[person, period] = amount
        for person, period in set(today) | set(self.before.adjustments):
            booked, due = self.before.adjustments.get((person, period), ZERO), today.get((person, period), ZERO)
            if period in self.restated and booked != due:
                self.priors[person, '', '', period] = (booked, due)
                self.rows[person].prior += due - booked
                self.rows[person].released += due - booked
                self.state.adjustments[person, period] = due

    # ---- the payment

    def pay(self, person, paid):
        available = paid.balance_in + paid.released + paid.adjustments
        at_hand, paid.balance_out = max(available, ZERO), min(available, ZERO)
        owed = self.before.purses.get(person, (ZERO, ZERO))[1]
        gift, loan = self.draw_amounts(person)
        if at_hand < gift + loan:
            paid.draw_paid = gift + loan - at_hand
            owed += max(paid.draw_paid - gift, ZERO)      # what is never owed goes first
        else:
            paid.draw_repaid = min(owed, self.recoverable(person, at_hand - gift - loan))
            owed -= paid.draw_repaid
        paid.draw_owed = owed
        paid.payment = at_hand + paid.draw_paid - paid.draw_repaid
        self.state.purses[person] = (paid.balance_out, owed)

    def draws_in_force(self, person):
        for part in self.ledger.by_person[person]:
            draw = part.plan.draw
            days = [day for day in part.days if month_of(day) == self.month]
            if draw and days and (draw.months is None or self.service_month(part) <= draw.months):
                yield part, draw, days

    def service_month(self, part):
        return self.ledger.service_month(part.person, part.plan, self.month)

    def draw_amounts(self, person):
        """-> (non-recoverable, recoverable) amounts of the month."""
        gift, loan = ZERO, ZERO
        for part, draw, days in self.draws_in_force(person):
            if draw.is_share:
                amount = draw.amount * self.ledger.unweighted_target(part, days)
            else:
                amount = draw.amount * Fraction(len(days), days_of(self.month))
            amount = self.company.rounded(amount)
            gift, loan = (gift, loan + amount) if draw.recoverable else (gift + amount, loan)
        return gift, loan

    def recoverable(self, person, above):
        """Of what is above the draws, the part that repays what is owed: by the terms of the payee's latest recoverable
        draw, in force or not any more."""
        parts = [part for part in self.years.participations(person, self.month)
                 if part.plan.draw and part.plan.draw.recoverable]
        if not parts:
            return above
        draw = parts[-1].plan.draw
        if draw.after is not None and self.service_month(parts[-1]) <= draw.after:
            return ZERO
        unit = Fraction(1, 10 ** self.company.digits)
        return (draw.share * above / unit).__floor__() * unit

    def has_rules(self):
        """Is a draw, an instalment or a hold back in force for anyone, or something left of one?"""
        for part in self.ledger.participations:
            if any(month_of(day) == self.month for day in part.days) and part.plan.has_payment_rules():
                return True
        return any(paid.held or paid.draw_owed or paid.draw_repaid or paid.released != paid.earnings + paid.prior
                   for paid in self.rows.values())
