#!/usr/bin/env python3
"""Every text that a user reads stands in every catalogue, translated, and says its directives; none stands there that the code
does not say any more. Usage: check_words.py ROOT [--list]   (--list: what is missing, as a .po to fill in)"""
import os, re, subprocess, sys, tempfile

ROOT = os.path.abspath(sys.argv[1])
# function:argument that holds the text; c: its context. N_ marks a literal in a table.
FORMATS = """diag_error:4 diag_warning:4 diag_row_error:4 diag_refusal:4 diag_hint:3 sentence_of:2 cell_fault:6 cli_complain:2
    usage_error:3 words_say:2 text_said:3 page_branch:4 page_root:4 schema_error:4 schema_error_at_key:4 database_damaged:2""".split()
KEYWORDS = FORMATS + """N_ NC_:1c,2 REASON:3 FINDING:4 tr:2 tr_in:2c,3 diag_system:5 publish_fault:4 schema_map:5 schema_list_of:3 schema_need:4 schema_text:3
    schema_amount:3 schema_name:3 HEADED:1 FOLDED:1 sheet_add:2 cell_word:2""".split()
# Where a file hands its texts on through a function of its own; no formats, but where it says so.
OWN = {"src/base/tree.c": "refuse:4 refuse_feature:2 refuse_feature:3", "src/intake/cells.c": "refuse:2 refuse:3",
       "src/intake/company.c": "refuse:4 refuse:5", "src/intake/edit_table.c": "refuse:3", "src/intake/expectations.c": "refuse:4",
       "src/intake/decode.c": "report:4 report:5", "src/plan/formula_lex.c": "bad:3 bad:4",
       "src/plan/formula_parse.c": "report:5f want_type:5 expected:2", "src/plan/formula_functions.c": "fail:2",
       "src/plan/formula_run.c": "fail:2", "src/plan/design_payment.c": "warn_no_effect:3 warn_no_effect:4 read_share:4 read_count:5 "
       "read_shares:3 read_shares:4 add_up:5", "src/cli/diff_load.c": "incomplete:3 incomplete:4"}


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    return done.returncode, done.stdout, done.stderr


def sources():
    for folder in ("include", "src"):
        for base, _, names in sorted(os.walk(os.path.join(ROOT, folder))):
            for name in sorted(names):
                if name.endswith((".c", ".h", ".def")):
                    yield os.path.relpath(os.path.join(base, name), ROOT)


def entries(po):
    """(context, text, translation, flags) of each entry of a normalised .po."""
    for block in po.split("\n\n"):
        fields = {}
        for key, value in re.findall(r'^(msgctxt|msgid|msgstr) ((?:".*"\n?)+)', block, flags=re.M):
            fields[key] = "".join(re.findall(r'"(.*)"', value))
        if "msgid" in fields:
            yield fields.get("msgctxt", ""), fields["msgid"], fields.get("msgstr", ""), re.findall(r"^#, (.*)$", block, flags=re.M)


def extract(pot):
    """Writes the catalogue of what the code says."""
    base = ["xgettext", "--from-code=UTF-8", "--language=C", "--no-wrap", "-k", "-o", pot]
    passes = [base + [f"-k{word}" for word in KEYWORDS] + [f"--flag={word}:c-format" for word in FORMATS] +
              ["--flag=tr:2:pass-c-format", "--flag=tr_in:3:pass-c-format"] + list(sources())]
    for path, words in OWN.items():
        for word in words.split():
            kind = "c-format" if word.endswith("f") else "no-c-format"
            word = word.rstrip("f")
            passes.append(base + ["-j", f"-k{word}", f"--flag={word}:{kind}", path])
    for words in passes:
        code, _, errors = run(*words)
        if code:
            sys.exit(f"xgettext: {errors}")


def speaks(text):
    """Whether there is anything in it to translate."""
    return bool(re.search(r"[A-Za-z;]", re.sub(r"%(?:\.\*s|lld|zu|[scdup%])|\\[a-z]", "", text)))


def check(language, pot, scratch):
    po = os.path.join(ROOT, "docs/po", language)
    problems = []
    code, _, errors = run("msgfmt", "-c", "-o", os.path.join(scratch, "x.mo"), po)
    if code:
        problems.append(f"{language}: msgfmt -c: {errors.strip()}")
    normal = os.path.join(scratch, "normal.po")
    if run("msgcat", "--no-wrap", "-o", normal, po)[0]:
        return problems + [f"{language}: msgcat can't read it"]
    with open(normal, encoding="utf-8") as file:
        known = {(context, text): (said, flags) for context, text, said, flags in entries(file.read())}
    for context, text in sorted(pot):
        said, flags = known.get((context, text), ("", []))
        where = f"{language}: {context + ': ' if context else ''}{text}"
        if not said:
            problems.append(f"missing in {where}")
        elif any("fuzzy" in flag for flag in flags):
            problems.append(f"fuzzy in {where}")
        elif said.endswith("\\n") != text.endswith("\\n"):
            problems.append(f"line end differs in {where}")
    for context, text in sorted(known):
        if text and (context, text) not in pot:
            problems.append(f"unused in {language}: {text}")
    # msgfmt looks at directives only where the text is marked as a format: those of the code are.
    merged = os.path.join(scratch, "merged.po")
    run("msgmerge", "--no-fuzzy-matching", "--quiet", "--no-wrap", "-o", merged, po, os.path.join(scratch, "attain.pot"))
    code, _, errors = run("msgfmt", "--check-format", "-o", os.path.join(scratch, "x.mo"), merged)
    if code:
        problems.append(f"{language}: directives: {errors.strip()}")
    return problems


def main():
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "attain.pot")
        extract(path)
        with open(path, encoding="utf-8") as file:
            found = {(context, text): flags for context, text, _, flags in entries(file.read()) if speaks(text)}
        # %s is looked up, as a word of ours: what stands in quotes is a key, and takes %.*s.
        problems = [f"%s in quotes: {text}" for _, text in found if re.search(r'`[^` ]*%s|"%s', text) and "command" not in text]
        languages = sorted(name for name in os.listdir(os.path.join(ROOT, "docs/po")) if name.endswith(".po"))
        for language in languages:
            problems += check(language, found, scratch)
        if "--list" in sys.argv:
            missing = {line.split(": ", 1)[1] for line in problems if line.startswith("missing")}
            with open(path, encoding="utf-8") as file:
                for block in file.read().split("\n\n"):
                    for context, text, _, _ in entries(block):
                        if (f"{context}: {text}" if context else text) in missing:
                            print(block + "\n")
            return 0
        if len(found) < 100 or not languages:
            problems.append("the test saw too little: is this the project's root?")
        for problem in problems:
            print(problem)
        print(f"{len(found)} texts, {len(languages)} languages, {len(problems)} problems")
        return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
