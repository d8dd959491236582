"""Asks ClamAV's daemon about a file, over its own protocol (INSTREAM): a length and a piece, until a length of nothing.

No library: those there are have had no release in years, or their licence is not ours to take, for these lines.
"""

import socket
import struct

PIECE = 2**16
LONGEST_ANSWER = 4096
CLEAN, FOUND = "OK", " FOUND"


class Unavailable(Exception):
    """Nobody said whether the file is clean; it can be asked again."""


def found_in(content: bytes, *, address: str, seconds: float = 60) -> str:
    """What ClamAV calls the harm in it; empty where there is none. Raises `Unavailable`."""
    try:
        with _connected(address, seconds) as scanner:
            answer = _asked(scanner, content)
    except OSError as error:
        raise Unavailable(f"The virus scanner at {address} cannot be reached: {error}") from error
    words = answer.strip("\0\n ").removeprefix("stream: ")
    if words == CLEAN:
        return ""
    if words.endswith(FOUND):
        return words.removesuffix(FOUND)
    raise Unavailable(f"The virus scanner at {address} did not say whether the file is clean: {words!r}")


def _connected(address: str, seconds: float) -> socket.socket:
    """`host:port`, or the path of a socket."""
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
    scanner = socket.socket(socket.AF_UNIX)
    try:
        scanner.settimeout(seconds)
        scanner.connect(address)
    except OSError:
        scanner.close()
        raise
    return scanner


def _asked(scanner: socket.socket, content: bytes) -> str:
    try:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            scanner.sendall(struct.pack("!I", len(piece)) + piece)
        scanner.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # It had enough, and says why.
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        part = scanner.recv(LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.decode(errors="replace")
