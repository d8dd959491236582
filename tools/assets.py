"""Build what the browser gets (`make assets`), or check that the committed files are the built ones (`--check`).

Building needs npm. Checking, like everything else in the project, needs only Python: the manifest holds the
SHA-256 of every source and of every built file, so a source changed without a rebuild is found.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "static" / "portal"
AXE = FRONTEND / "vendor" / "axe.min.js"
MANIFEST = BUILT / "manifest.json"

GOVUK = "node_modules/govuk-frontend/dist/govuk"
MOJ = "node_modules/@ministryofjustice/frontend/moj"
SOURCE_SANS = "node_modules/source-sans/WOFF2/TTF/SourceSans3"
LATIN = "node_modules/@fontsource/source-sans-3/files/source-sans-3-latin"

# The crown, the crests and the shipped favicons stay behind: the portal is not part of GOV.UK.
COPIES = {
    "fonts/SourceSans3-Regular.woff2": f"{SOURCE_SANS}-Regular.ttf.woff2",
    "fonts/SourceSans3-Italic.woff2": f"{SOURCE_SANS}-It.ttf.woff2",
    "fonts/SourceSans3-Semibold.woff2": f"{SOURCE_SANS}-Semibold.ttf.woff2",
    "fonts/SourceSans3-Bold.woff2": f"{SOURCE_SANS}-Bold.ttf.woff2",
    "fonts/SourceSans3-latin-Regular.woff2": f"{LATIN}-400-normal.woff2",
    "fonts/SourceSans3-latin-Italic.woff2": f"{LATIN}-400-italic.woff2",
    "fonts/SourceSans3-latin-Semibold.woff2": f"{LATIN}-600-normal.woff2",
    "fonts/OFL.txt": "node_modules/source-sans/LICENSE.md",
    "govuk-frontend.min.js": f"{GOVUK}/govuk-frontend.min.js",
    "moj-frontend.min.js": f"{MOJ}/moj-frontend.min.js",
    "htmx.min.js": "node_modules/htmx.org/dist/htmx.min.js",
    "autosave.js": "js/autosave.js",
    "boot.js": "js/boot.js",
    "init.js": "js/init.js",
    "images/favicon.svg": "images/favicon.svg",
    **{
        f"images/icon-{name}.svg": f"{MOJ}/assets/images/icon-{name}.svg"
        for name in (
            "close-cross-black",
            "document",
            "tag-remove-cross",
            "tag-remove-cross-white",
            "toggle-plus-minus",
        )
    },
}
# One file each: in one compilation the two systems configure the same Sass module twice.
STYLESHEETS = {"portal.css": "scss/portal.scss", "moj.css": "scss/moj.scss"}
SOURCE_MAP = re.compile(rb"\s*(?://|/\*)# sourceMappingURL=\S+(?:\s*\*/)?\s*\Z")


def build() -> None:
    """Rebuild everything from the locked packages. A failure leaves the committed files as they were."""
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    with tempfile.TemporaryDirectory(dir=FRONTEND) as folder:
        new = Path(folder) / "portal"
        for name, source in COPIES.items():
            copy(FRONTEND / source, new / name)
        for name, source in STYLESHEETS.items():
            compile_sass(FRONTEND / source, new / name)
        shutil.rmtree(BUILT, ignore_errors=True)
        shutil.copytree(new, BUILT)
    copy(FRONTEND / "node_modules/axe-core/axe.min.js", AXE)
    MANIFEST.write_text(json.dumps(current_state(), indent=1) + "\n")


def run(*command: str) -> None:
    try:
        subprocess.run(command, cwd=FRONTEND, check=True)
    except FileNotFoundError:
        sys.exit(f"{command[0]} was not found. Building the assets needs Node.js with npm; nothing else does.")
    except subprocess.CalledProcessError as failure:
        sys.exit(f"{' '.join(command[:2])} failed (exit status {failure.returncode}). Nothing was changed.")


def copy(source: Path, target: Path) -> None:
    """Copy one file, without the line that points at a source map we do not ship."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    if source.suffix in {".js", ".css"}:
        content = SOURCE_MAP.sub(b"", content) + b"\n"
    target.write_bytes(content)


def compile_sass(source: Path, target: Path) -> None:
    options = ["--no-source-map", "--style=compressed", "--quiet-deps", "--load-path=.", "--load-path=node_modules"]
    run("node_modules/.bin/sass", *options, str(source), str(target))


def current_state() -> dict[str, dict[str, str]]:
    """Name and SHA-256 of every source and of every built file, as they lie on the disk now."""
    return {"inputs": digests(inputs()), "outputs": digests(outputs())}


def inputs() -> list[Path]:
    skipped = {"node_modules", "vendor"}
    sources = [path for path in FRONTEND.rglob("*") if skipped.isdisjoint(path.relative_to(FRONTEND).parts)]
    return [Path(__file__).resolve(), *(path for path in sources if path.is_file())]


def outputs() -> list[Path]:
    return [AXE, *(path for path in BUILT.rglob("*") if path.is_file() and path != MANIFEST)]


def digests(paths: list[Path]) -> dict[str, str]:
    found = {path.relative_to(ROOT).as_posix(): path for path in paths if path.exists()}
    return {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in sorted(found)}


def differences() -> list[str]:
    """What is out of step with the manifest, one sentence each; empty when nothing is."""
    if not MANIFEST.exists():
        return ["There is no manifest."]
    recorded = json.loads(MANIFEST.read_text())
    lines = []
    for kind, now in current_state().items():
        then = recorded[kind]
        for name in sorted(now.keys() | then.keys()):
            if now.get(name) != then.get(name):
                state = "is missing" if name not in now else "is new" if name not in then else "was changed"
                lines.append(f"{name} {state}.")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="build nothing, compare with the manifest")
    if not parser.parse_args().check:
        build()
        return
    found = differences()
    if found:
        sys.exit("\n".join([*found, "The built assets are out of step: run `make assets` and commit the result."]))


if __name__ == "__main__":
    main()
