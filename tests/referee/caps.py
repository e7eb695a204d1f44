"""A plan's `cap:` over all its components, section 8: the positive earned to date of a month, cut to a limit.

A component's own window counts for each. The formulas of other components see what was earned before this cut.
"""
from fractions import Fraction

LONGEST_FIRST = ('year', 'half', 'quarter', 'month', 'credit')


class PlanCaps:
    def __init__(self, ledger):
        self.ledger, self.known = ledger, {}

    def kept(self, figure):
        """Of the figure's earned to date, what the plan's cap leaves."""
        plan = figure.part.plan
        if plan.cap_percent is None and plan.cap_money is None:
            return figure.earned
        key = id(figure.part), figure.month
        if key not in self.known:
            self.known[key] = self.split(figure.part, figure.month)
        return self.known[key].get(figure.component.name, figure.earned)

    def split(self, part, month):
        """Component name -> its part of the limit; empty where the limit is not reached."""
        figures = [self.standing(part, component, month) for component in part.plan.components]
        figures = [figure for figure in figures if figure is not None]
        positive = [figure for figure in figures if figure.earned > 0]
        if not positive:
            return {}
        total, limit = sum(figure.earned for figure in positive), self.limit(part, month)
        if limit is None or total <= limit:
            return {}
        unit = Fraction(1, 10 ** self.ledger.company.digits)
        exact = [limit * figure.earned / total / unit for figure in positive]
        whole = [part.__floor__() for part in exact]
        spare = int(limit / unit) - sum(whole)
        largest = sorted(range(len(exact)), key=lambda k: (whole[k] - exact[k], k))
        for k in largest[:spare]:
            whole[k] += 1
        return {figure.component.name: units * unit for figure, units in zip(positive, whole)}

    def standing(self, part, component, month, own_days=False):
        """Its figure in the month, or in the latest month that has one: the end of a participation moves no limit.
        own_days: one whose window has days of the participation, so that it has a target."""
        months = self.ledger.months
        figures = (self.ledger.figure(part, component, m) for m in reversed(months[:months.index(month) + 1]))
        return next((figure for figure in figures if figure.exists and (figure.days or not own_days)), None)

    def limit(self, part, month):
        """None: no limit, as no target of the fiscal year stands."""
        plan, ledger = part.plan, self.ledger
        if plan.cap_money is not None:
            return ledger.company.rounded(plan.cap_money)
        figures = [self.standing(part, component, month, own_days=True) for component in plan.components]
        figures = [figure for figure in figures if figure is not None and figure.component.pays != 'nothing']
        targets = [figure.target for figure in figures if figure.component.pays == 'target']
        if figures and not any(component.pays == 'target' for component in plan.components):
            longest = min(figures, key=lambda figure: LONGEST_FIRST.index(figure.component.window))
            targets = [ledger.unweighted_target(part, longest.quota_days)]
        return ledger.company.rounded(plan.cap_percent * sum(targets)) if targets else None
