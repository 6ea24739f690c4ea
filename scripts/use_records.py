"""Lets every module of conngen take its dataclasses from conngen.records; can be run again."""
import re, sys
from pathlib import Path
root = Path(sys.argv[1]) / "src" / "conngen"
changed = []
for path in sorted(root.rglob("*.py")):
    if "worker-process" in path.parts or path.name == "records.py":
        continue
    text = path.read_text(encoding="utf-8")
    depth = len(path.relative_to(root).parts)
    home = f"{'.' * depth}records"
    new = re.sub(r"^from dataclasses import ((?:(?:dataclass|field|replace)(?:, )?)+)$", rf"from {home} import \1", text, flags=re.M)
    if re.search(r"^import dataclasses$", new, re.M):
        names = sorted({m for m in re.findall(r"(?<![\"'\w.])dataclasses\.(dataclass|field|replace)\b(?=\(|\n)", new)})
        new = re.sub(r"(?<![\"'\w.])dataclasses\.(dataclass|field|replace)\b(?=\(|\n)", r"\1", new)
        if re.search(r"(?<![\"'\w.])dataclasses\.\w", re.sub(r'""".*?"""', "", new, flags=re.S)):
            print("left:", path); continue
        new = re.sub(r"^import dataclasses$", f"from {home} import {', '.join(names)}" if names else "", new, flags=re.M)
    if new != text:
        path.write_text(new, encoding="utf-8", newline="\n"); changed.append(str(path))
print(len(changed), "changed")
