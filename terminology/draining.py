"""Closes a listening port without resetting a client: new connections are dropped, pending ones still accepted.

When a port is closed, the kernel resets connections that it has established and no process has accepted. So first a
filter on the socket (which needs no privilege) drops SYN packets, then the backlog is accepted, then the port is
closed. A client whose SYN was dropped retries after a second and is refused, which load balancers and clients handle.
Source: https://man7.org/linux/man-pages/man7/socket.7.html, SO_ATTACH_FILTER.
"""

import asyncio
import contextlib
import ctypes
import socket
import struct
import sys

import uvicorn

DRAIN_S = 0.25  # time to accept the backlog
SO_ATTACH_FILTER = 26
# (code, jump if so, jump if not, value): byte 13 holds the TCP flags; packets with SYN are dropped.
FLAGS_OF_TCP, SYN, NOTHING, EVERYTHING = 13, 0x02, 0, 0xFFFFFFFF
LOAD_BYTE, JUMP_IF_SET, RETURN = 0x30, 0x45, 0x06
INSTRUCTIONS = (
    (LOAD_BYTE, 0, 0, FLAGS_OF_TCP),
    (JUMP_IF_SET, 0, 1, SYN),
    (RETURN, 0, 0, NOTHING),
    (RETURN, 0, 0, EVERYTHING),
)


def refuse_newcomers(listening: socket.socket) -> None:
    """Drops new connections in every process that shares the socket; does nothing on systems without socket filters."""
    if sys.platform != "linux":
        return
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in INSTRUCTIONS))
    about = struct.pack("HL", len(INSTRUCTIONS), ctypes.addressof(program))
    with contextlib.suppress(OSError):
        listening.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, about)


class DrainingServer(uvicorn.Server):
    """Accepts connections for a moment longer on shutdown; `is_alone`: no other process accepts them."""

    is_alone = False

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.server_state.is_leaving = True  # type: ignore[attr-defined]  # read by the connections
        if self.is_alone:
            for listening in sockets or []:
                refuse_newcomers(listening)
        if not self.force_exit:
            await asyncio.sleep(DRAIN_S)
        await super().shutdown(sockets)
