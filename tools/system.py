"""What Python packages cannot bring: Pango for the PDF, Chromium and two PDF programs for the tests, Debian's venv.

As root on Debian they are installed. Elsewhere one sentence names them, before anything else is done.
"""

import ctypes
import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys

from tools.trouble import Trouble

# What WeasyPrint opens, as Linux and as macOS name it; the packages bring GLib, HarfBuzz and Fontconfig along.
LIBRARIES = {
    "libpango-1.0.so.0": ("pango-1.0", "libpango-1.0-0"),
    "libpangoft2-1.0.so.0": ("pangoft2-1.0", "libpangoft2-1.0-0"),
    "libharfbuzz-subset.so.0": ("harfbuzz-subset", "libharfbuzz-subset0"),
    "libfontconfig.so.1": ("fontconfig", "libfontconfig1"),
}
# What the tests look at a PDF with, and the package that brings it.
PDF_PROGRAMS = {"qpdf": "qpdf", "pdftoppm": "poppler-utils"}
# Chromium without a window and all that stands round one takes a third of its time: it is tried first.
LIGHT_BROWSER = "chromium-headless-shell"
BROWSERS = (LIGHT_BROWSER, "chromium", "chromium-browser", "google-chrome")


def prepare(browser):
    packages = missing(browser)
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(packages)
        packages = missing(browser)
    if packages:
        names = " ".join(packages)
        way_out = f"have them installed (on Debian: apt-get install {names}) and run it again"
        raise Trouble(f"This machine lacks {_purposes(packages)}", way_out)


def missing(browser):
    """The Debian packages that are not there; the tests, which open a browser, need some more."""
    packages = [package for library, (name, package) in LIBRARIES.items() if not _opens(library, name)]
    if browser and not any(map(shutil.which, BROWSERS)):
        packages.append(LIGHT_BROWSER)
    if browser and sys.platform == "linux" and not _opens("libatomic.so.1", "atomic"):
        packages.append("libatomic1")  # what drives Chromium is linked to it, and its wheel does not bring it
    if browser:
        packages += [package for program, package in PDF_PROGRAMS.items() if not shutil.which(program)]
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        packages.append("python3-venv")
    return packages


def _opens(library, name):
    found = library if sys.platform == "linux" else ctypes.util.find_library(name)
    try:
        return bool(found and ctypes.CDLL(found))
    except OSError:
        return False


def _purposes(packages):
    purposes = []
    if {package for _, package in LIBRARIES.values()} & set(packages):
        purposes.append("the Pango libraries that make the PDF")
    if {LIGHT_BROWSER, "libatomic1"} & set(packages):
        purposes.append("Chromium for the browser tests")
    if set(PDF_PROGRAMS.values()) & set(packages):
        purposes.append("the programs that check the PDF")
    if "python3-venv" in packages:
        purposes.append("Python's venv module")
    return " and ".join(purposes)


def _install(packages):
    print("Installing {} from Debian.".format(" ".join(packages)), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            print(done.stdout.decode(errors="replace")[-2000:])
            raise Trouble(
                f"apt-get {command[0]} failed",
                "install {} yourself and run it again".format(" ".join(packages)),
            )
