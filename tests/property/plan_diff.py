#!/usr/bin/env python3
"""plan-diff is not silent: every scalar of a design that is a rule is changed, one at a time, and every key and list entry that
can be is left out; each design that can still be read differs, the same way in both directions, by the aspect that the key
belongs to. Titles and examples are no rules: a change of these is none. Usage: plan_diff.py --attain A COMPANY.yaml DESIGN...
--each N: of all places that say the same kind of thing (rate.tiers.pays of one component or another) the first N alone."""
import argparse, collections, copy, datetime, json, os, re, shutil, subprocess, sys, tempfile
import yaml

WORDS = {"of": "self team aligned reports company", "window": "month quarter half year", "paid": "monthly at_end",
         "against": "quota window_quota none 30000000 95%", "method": "step linear marginal whole", "on": "attainment value",
         "pays": "", "beyond": "flat extend", "floor": "zero none", "release": "year_end half_end quarter_end",
         "kind": "recoverable non_recoverable", "if_left": "pay forfeit"}
FLAGS, AMOUNTS = ("when", "for", "gate"), ("value", "share", "formula")
NO_RULES = ("title", "plan", "design", "examples", "unit", "deferral")
ASPECTS = {"for": "plans", "components": "plans", "ramp": "quota", "effective": "timing", "draw": "timing", "if_left": "timing",
           "target_spread": "timing", "credit_after_end": "timing", "measure": "measure", "credit": "measure", "of": "measure",
           "against": "quota", "quota_of": "quota", "weight": "weight", "pays": "rate", "rate": "rate", "formula": "rate",
           "when_empty": "rate", "floor": "rate", "window": "timing", "paid": "timing", "instalments": "timing",
           "hold_back": "timing", "gate": "gate", "modifier": "modifier", "cap": "cap"}


def walk(node, way=()):
    """-> (way, node) of everything below."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, below in pairs:
        if key not in NO_RULES:
            yield way + (key,), below
            yield from walk(below, way + (key,))


def others(key, text, measures):
    """What else a scalar could say."""
    if re.fullmatch(r"-?[\d.]+%", text):
        return [f"{float(text[:-1]) + 1:g}%", f"{float(text[:-1]) - 1:g}%"]
    if re.fullmatch(r"\d+( months)?", text):
        return [re.sub(r"^\d+", lambda number: str(int(number[0]) + 1), text)]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return [str(datetime.date.fromisoformat(text) + datetime.timedelta(1))]
    if key in WORDS:
        return [word for word in WORDS[key].split() if word != text]
    if key in FLAGS:
        return [f"NOT({text})"]
    if key in AMOUNTS:
        return [f"({text}) * 2"]
    if key == "date":
        return [f"EDATE({text}, 1)"]
    if key in ("measure", "numerator", "denominator"):
        return [measure for measure in measures if measure != text]
    return [other for other in (text + "_x", "company", "owner_id", "ae_id", "ae2_id") if other != text]


def is_default(key, text):
    """Whether a key says what is so without it (`on:`, `against:` and `credit:` may)."""
    return key in ("on", "against", "credit") or text in {"of": "self", "window": "month", "paid": "monthly"}.get(key, "")


def put(tree, way, value):
    """The tree with something else at a way; value None: without it."""
    tree = copy.deepcopy(tree)
    node = tree
    for key in way[:-1]:
        node = node[key]
    if value is None:
        del node[way[-1]]
    else:
        node[way[-1]] = value
    return tree


def kept_whole(name, tree, way):
    """Weights add up to 100%: what one gains, another loses."""
    if name != "measures.yaml" and way[-1] == "weight":
        rest = [key for key in tree["components"] if key != way[1]]
        whole = sum(float(component.get("weight", "0%")[:-1]) for component in tree["components"].values())
        if rest and "weight" in tree["components"][rest[0]]:
            weight = float(tree["components"][rest[0]]["weight"][:-1]) - (whole - 100)
            return put(tree, ("components", rest[0], "weight"), f"{weight:g}%")
    return tree


def kind_of(name, way):
    """The place without the names of components, measures and credit lines, and without numbers."""
    named = {1} | {at + 1 for at, key in enumerate(way) if key == "to" and name == "measures.yaml"}
    return (name == "measures.yaml", *(key for at, key in enumerate(way) if at not in named and isinstance(key, str)))


def aspect_of(name, way):
    if name == "measures.yaml":
        return "credits"
    in_component = way[0] == "components" and len(way) > 2
    return ASPECTS[way[2] if in_component else way[0]]


class Checker:
    def __init__(self, attain, company, design, scratch, each):
        self.attain, self.company, self.design, self.each = attain, company, design, each
        self.kinds = collections.Counter()
        self.variant = scratch
        self.files = {name: yaml.load(open(os.path.join(design, name), encoding="utf-8"), yaml.BaseLoader)
                      for name in sorted(os.listdir(design)) if name.endswith(".yaml")}
        shutil.copytree(design, self.variant)
        self.counts, self.problems = collections.Counter(), []

    def differences(self, a, b):
        """None: a design can't be read."""
        done = subprocess.run([self.attain, "plan-diff", a, b, "-c", self.company, "--format", "json"], capture_output=True)
        if done.returncode not in (0, 3):
            raise SystemExit(f"exit {done.returncode}: {done.stderr.decode()}")
        return json.loads(done.stdout)["differences"] if done.returncode == 0 else None

    def differences_with(self, name, tree):
        """To the variant in which one file is another, and back."""
        path = os.path.join(self.variant, name)
        with open(path, "w", encoding="utf-8") as file:
            yaml.dump(tree, file, yaml.CSafeDumper, allow_unicode=True)
        there = self.differences(self.design, self.variant)
        back = self.differences(self.variant, self.design) if there is not None else None
        shutil.copy(os.path.join(self.design, name), path)
        return there, back

    def check(self, name, way, value):
        """False: the design can't be read."""
        there, back = self.differences_with(name, kept_whole(name, put(self.files[name], way, value), way))
        if there is None:
            return False
        wanted = aspect_of(name, way)
        self.counts[wanted] += 1
        found = {change["aspect"] for change in there}
        what = f"{self.design}/{name} {'.'.join(map(str, way))} = {value}"
        if not there or wanted not in found:
            self.problems.append(f"{what}: {wanted} is wanted, {sorted(found)} found")
        if any(change["before"] == change["after"] for change in there):
            self.problems.append(f"{what}: before and after read alike")
        if sorted((c["before"], c["after"]) for c in there) != sorted((c["after"], c["before"]) for c in back):
            self.problems.append(f"{what}: not the same way back")
        return True

    def check_titles(self):
        for name, tree in self.files.items():
            retitled = re.sub(r"^( *)(title|says|plan|design): .*$", r"\1\2: Other", yaml.safe_dump(tree, width=9999), flags=re.M)
            if self.differences_with(name, yaml.load(retitled, yaml.BaseLoader)) != ([], []):
                self.problems.append(f"{name}: titles are told as rules")

    def check_all(self):
        measures = list(self.files["measures.yaml"]["measures"])
        if self.differences(self.design, self.design):
            self.problems.append("the design differs from itself")
        self.check_titles()
        for name, tree in self.files.items():
            for way, node in walk(tree):
                self.kinds[kind_of(name, way)] += 1
                if self.each and self.kinds[kind_of(name, way)] > self.each:
                    continue
                if isinstance(node, str):
                    for value in others(way[-1], node, measures):
                        if self.check(name, way, value):
                            break
                if not (isinstance(node, str) and is_default(way[-1], node)):
                    self.check(name, way, None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attain", required=True)
    parser.add_argument("--least", type=int, default=100, help="fail where fewer changes can be read")
    parser.add_argument("--each", type=int, default=0)
    parser.add_argument("company")
    parser.add_argument("designs", nargs="+")
    given = parser.parse_args()
    counts, problems = collections.Counter(), []
    with tempfile.TemporaryDirectory() as scratch:
        for number, design in enumerate(given.designs):
            checker = Checker(os.path.abspath(given.attain), given.company, design,
                              os.path.join(scratch, str(number)), given.each)
            checker.check_all()
            counts += checker.counts
            problems += checker.problems
    print(*problems, sep="\n")
    print(f"{sum(counts.values())} changes, {dict(counts)}, {len(problems)} problems")
    sys.exit(bool(problems) or sum(counts.values()) < given.least)


if __name__ == "__main__":
    main()
