"""The other side of the wire: a server that speaks as ClamAV's daemon does (INSTREAM), and finds the test file of its
makers."""

import socket
import struct
import threading

# Put together here, so that no scanner takes the repository for a danger.
EICAR = "".join(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS", "-TEST-FILE!$H+H*"]).encode()
NAME = "Win.Test.EICAR_HDB-1"


class Scanner:
    """Listens until `stop`; `limit` is its StreamMaxLength, `says` what it answers in place of what it found."""

    def __init__(self, limit=2**25, says=None):
        self.limit, self.says, self.seen = limit, says, []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self):
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self):
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            with client, client.makefile("rb") as said:
                client.sendall(self._answer(said) + b"\0")

    def _answer(self, said) -> bytes:
        if said.read(10) != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND"
        content = b""
        while length := struct.unpack("!I", said.read(4))[0]:
            content += said.read(length)
            if len(content) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen.append(content)
        if self.says is not None:
            return self.says
        return f"stream: {NAME} FOUND".encode() if EICAR in content else b"stream: OK"
