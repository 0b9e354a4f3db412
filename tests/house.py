#!/usr/bin/env python3
"""Checks what the compiler does not: how the parts of the house stand to each other.

usage: house.py [ROOT]

- Arrows run one way: extract knows nothing of graph, query and tools, graph nothing of query and tools, query nothing of tools; of
  extract, graph knows the statements only, and query the statements and the questions.
- A type has one definition in the whole program (two of one name break it silently where both are linked).
- Nothing is tracked at the top but the house's own folders and files: what a command wrote there by the way is none.
- No word of a natural language but English and no relation's name stands in C++ code; language is data of schemas/.
"""
import collections
import pathlib
import re
import subprocess
import sys

ALLOWED = {  # from which folders a folder may include
    "extract": ["extract"],
    "graph": ["graph", "extract/statement"],
    "query": ["query", "graph", "extract/statement", "extract/questions/question.h"],
    "tools": ["tools", "query", "graph", "extract"],
}
TOP = {".ci", ".clang-format", ".clang-tidy", ".gitignore", "CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md",
       "extract", "graph", "query", "schemas", "seeds", "tests", "tools"}
TYPE = re.compile(r"^\s*(?:class|struct|enum class|enum)\s+(?:\[\[\w+\]\]\s*)?([A-Z]\w*)\s*(?:final\s*)?(?::[^:;]|\{|$)")


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", lambda match: re.sub(r"[^\n]", "", match[0]), text, flags=re.S)


def scopes(text):
    """(line number, line, names of the namespaces that it stands in), of lines that stand in nothing but namespaces."""
    stack = []
    for number, line in enumerate(text.split("\n"), 1):
        if all(kind == "namespace" for kind, _ in stack):
            yield number, line, [name for _, name in stack]
        bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', "", line)
        for match in re.finditer(r"[{}]", bare):
            if match[0] == "}":
                stack = stack[:-1]
                continue
            named = re.search(r"namespace\s*([\w:]*)\s*$", bare[: match.start()])
            stack.append(("namespace", named[1]) if named else ("other", ""))


def include_errors(path, folder, text):
    for number, line in enumerate(text.split("\n"), 1):
        included = re.match(r'#include "([^"]+)"', line)
        if included and "/" in included[1] and not any(included[1].startswith(root) for root in ALLOWED[folder]):
            yield f"{path}:{number}: {folder} may not know {included[1]}"


def top_errors(root):
    """Of a clone; files that came without one (an archive) are not told from those that a build made."""
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, text=True)
    if listed.returncode != 0 or not (root / ".git").exists():
        return
    for name in sorted({path.split("/")[0] for path in listed.stdout.split("\0") if path} - TOP):
        yield f"{name}: is tracked at the top, where it does not belong"


def literals(text):
    for number, line in enumerate(text.split("\n"), 1):
        for match in re.finditer(r'u?8?"((?:[^"\\]|\\.)*)"', line):
            yield number, match[1]


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[1]
    declared = (root / "schemas/core/ontology.yaml").read_text(encoding="utf-8").split("\nrelations:", 1)[1]
    relations = set(re.findall(r"^  - name: (\w+)$", declared, flags=re.M))
    errors = list(top_errors(root))
    types = collections.defaultdict(set)
    for folder in ALLOWED:
        for path in sorted(root.glob(f"{folder}/**/*")):
            if path.suffix not in (".h", ".cc"):
                continue
            shown = path.relative_to(root)
            text = without_comments(path.read_text(encoding="utf-8"))
            errors += include_errors(shown, folder, text)
            for number, line, names in scopes(text):
                found = TYPE.match(line)
                if found and "" not in names:  # what is in an unnamed namespace is the file's own
                    types["::".join([*names, found[1]])].add(str(shown))
            if "bench" in shown.parts:
                continue
            for number, literal in literals(text):
                if re.search(r"[\u2e80-\u2fdf\u3400-\u9fff\U00020000-\U0003ffff]", literal):
                    errors.append(f"{shown}:{number}: a Chinese word: {literal}")
                if literal in relations:
                    errors.append(f"{shown}:{number}: a relation's name: {literal}")
    errors += [f"{name} is defined in {', '.join(sorted(files))}" for name, files in sorted(types.items()) if len(files) > 1]
    for error in errors:
        print(error)
    print(f"{len(types)} types, {len(relations)} relations, {len(errors)} errors")
    return 1 if errors or not types or not relations else 0


if __name__ == "__main__":
    sys.exit(main())
