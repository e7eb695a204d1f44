"""A plan's `cap:` over all its components, section 8.

What the components earned together since the start of the longest window that pays is held against the limit: money, or a part
of the target to date in that window. What is above is taken off in proportion; a component without a window any more keeps
what it had. The formulas of other components see what was earned before this cut.
"""
from fractions import Fraction

LONGEST_FIRST = ('year', 'half', 'quarter', 'month', 'credit')
ZERO = Fraction(0)


class PlanCaps:
    def __init__(self, ledger):
        self.ledger, self.known = ledger, {}

    def kept(self, figure):
        """Of the figure's earned to date in its own window, what the plan's cap leaves."""
        plan = figure.part.plan
        if plan.cap_percent is None and plan.cap_money is None:
            return figure.earned
        if not any(component.pays != 'nothing' for component in plan.components):
            return figure.earned
        name, first = figure.component.name, self.first_month(figure.part, figure.month)
        own = self.own_first(figure)
        settled = self.totals(figure.part, self.before(own))[name][1] if own != first and own > first else ZERO
        return self.totals(figure.part, figure.month)[name][1] - settled

    def is_lowered(self, figure):
        plan = figure.part.plan
        if plan.cap_percent is None and plan.cap_money is None:
            return False
        if not any(component.pays != 'nothing' for component in plan.components):
            return False
        earned, kept = self.totals(figure.part, figure.month)[figure.component.name]
        return kept < earned

    def before(self, month):
        return self.ledger.months[self.ledger.months.index(month) - 1]

    def longest(self, plan):
        paying = [component for component in plan.components if component.pays != 'nothing']
        return min(paying, key=lambda component: LONGEST_FIRST.index(component.window))

    def first_month(self, part, month):
        window = self.longest(part.plan).window
        return self.ledger.company.window_months('month' if window == 'credit' else window, month)[0]

    def own_first(self, figure):
        window = figure.component.window
        return self.ledger.company.window_months('month' if window == 'credit' else window, figure.month)[0]

    def totals(self, part, month):
        """Component name -> (earned, kept of it) since the start of the longest window."""
        key = id(part), month
        if key not in self.known:
            self.known[key] = self.split(part, month)
        return self.known[key]

    def split(self, part, month):
        first = self.first_month(part, month)
        earlier = self.totals(part, self.before(month)) if month != first else {}
        earned, kept, open_ones = {}, {}, []
        for component in part.plan.components:
            figure = self.ledger.figure(part, component, month)
            before = earlier.get(component.name, (ZERO, ZERO))
            if not figure.exists:
                earned[component.name], kept[component.name] = before
                continue
            own = self.own_first(figure)
            settled = self.totals(part, self.before(own))[component.name][0] if own > first else ZERO
            earned[component.name] = kept[component.name] = settled + figure.earned
            if earned[component.name] > 0:
                open_ones.append(component.name)
        limit = self.limit(part, month)
        if limit is not None:
            closed = [name for name in kept if not self.exists(part, name, month)]
            room = max(limit - sum(max(kept[name], ZERO) for name in closed), ZERO)
            total = sum((earned[name] for name in open_ones), ZERO)
            if total > room:
                kept.update(self.shares(room, total, open_ones, earned))
        return {name: (earned[name], kept[name]) for name in earned}

    def exists(self, part, name, month):
        component = next(each for each in part.plan.components if each.name == name)
        return self.ledger.figure(part, component, month).exists

    def shares(self, room, total, names, earned):
        unit = Fraction(1, 10 ** self.ledger.company.digits)
        exact = [room * earned[name] / total / unit for name in names]
        whole = [share.__floor__() for share in exact]
        spare = int(room / unit) - sum(whole)
        largest = sorted(range(len(exact)), key=lambda k: (whole[k] - exact[k], k))
        for k in largest[:spare]:
            whole[k] += 1
        return {name: units * unit for name, units in zip(names, whole)}

    def limit(self, part, month):
        plan = part.plan
        if plan.cap_money is not None:
            return self.ledger.company.rounded(plan.cap_money)
        figure = self.ledger.figure(part, self.longest(plan), month)
        if not figure.exists or not figure.days:
            return None
        return self.ledger.company.rounded(plan.cap_percent * self.ledger.unweighted_target(part, figure.quota_days))
