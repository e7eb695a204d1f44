#!/usr/bin/env python3
"""The README's picture and sentences about a measure that changes are what compare says.

  story.py --attain build/attain PROJECT [--accept]

docs/measures.svg is the chart of roles and teams out of compare.html. Every figure in the numbered
sentences is worked out here from compare's CSVs: payments are added up from payees.csv, never read
off a total; attainment from components.csv and the last month's quotas.
--accept writes the picture anew: look at it before you commit it."""
import argparse, csv, os, re, subprocess, sys, tempfile

DESIGNS = ("acv", "tcv", "trr")
CHART = "Payments by role and team"
TEAM = "営業2課"
PICTURE = "docs/measures.svg"


def rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def share(part, whole, sign):
    """A percentage to one decimal, half up, in whole numbers."""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{'+' if sign else ''}{tenths // 10}.{tenths % 10}%"


def figures(out):
    paid, team, others = {}, {}, 0
    for row in rows(out, "payees.csv"):
        design = row["design"]
        paid[design] = paid.get(design, 0) + int(row["paid"])
        if row["team"] == TEAM:
            team[design] = team.get(design, 0) + int(row["paid"])
        else:
            others += abs(int(row["difference"]))
    assert not others, "somebody else is paid another amount"
    assert sum(row["team"] == TEAM and row["target"] != "0" for row in rows(out, "payees.csv")) == 3 * 8, "no eight AEs"
    values = {row["design"]: int(row["value"]) for row in rows(out, "components.csv") if row["component"] == "year_measure"}
    said = [f"{paid[d]:,}" for d in "ABC"]
    said += [share(paid[d] - paid["A"], paid["A"], True) for d in "BC"]
    said += [share(team[d] - team["A"], team["A"], True) for d in "BC"]
    return said, values


def picture(out):
    with open(os.path.join(out, "compare.html"), encoding="utf-8") as file:
        page = file.read()
    style = re.search(r"<style>\n(.*?)</style>", page, re.S).group(1)
    chart = re.search(r'<svg ([^>]*aria-label="' + CHART + r'[^>]*)>(.*?)</svg>', page, re.S)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" {chart.group(1)}>\n<style>\n{style}'
            f"svg{{background:var(--back)}}svg text{{font-size:92px;font-family:sans-serif}}\n</style>{chart.group(2)}</svg>\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attain", required=True)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("project")
    given = parser.parse_args()
    project = os.path.abspath(given.project)
    company = os.path.join(project, "examples/hokuriku-mobility/company.yaml")
    problems = []
    with tempfile.TemporaryDirectory() as place:
        out = os.path.join(place, "out")
        subprocess.run([os.path.abspath(given.attain), "compare", *(os.path.join(project, "plans/the-model-" + d) for d in DESIGNS),
                        "--period", "2025-10..2026-09", "-c", company, "-o", out,
                        "--workbook", "none", "--language", "en", "-q"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        said, values = figures(out)
        drawn = picture(out)
        last = os.path.join(place, "last")         # the year's last month has the year's quotas
        subprocess.run([os.path.abspath(given.attain), "run", "--period", "2026-09", "-p", os.path.join(project, "plans/the-model-acv"),
                        "-c", company, "-o", last, "--workbook", "none", "-q"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        quota = sum(int(row["quota"]) for row in rows(last, "payouts.csv") if row["component"] == "year_measure")
    with open(os.path.join(project, "README.md"), encoding="utf-8") as file:
        text = re.search(r"## What a measure changes\n(.*?)\n## ", file.read(), re.S).group(1)
    problems += [f"README.md does not say {figure}" for figure in said if figure not in text]
    reached = re.search(r"reach (\d+)% of them on ACV, (\d+)% on TRR, (\d+)% on TCV", text).groups()
    for design, percent in zip("ACB", reached):
        if (200 * values[design] + quota) // (2 * quota) != int(percent):
            problems.append(f"{design} reaches {values[design]} of {quota}, not {percent}%")
    name = os.path.join(project, PICTURE)
    if given.accept:
        with open(name, "w", encoding="utf-8") as file:
            file.write(drawn)
    elif not os.path.exists(name) or open(name, encoding="utf-8").read() != drawn:
        problems.append(f"{PICTURE} is another than compare.html's chart")
    for problem in problems:
        print(problem)
    print(f"{len(said) + 3} figures, 1 picture, {len(problems)} problems")
    return bool(problems)


sys.exit(main())
