"""Giving a port up so that no client notices: newcomers get no answer, and who has come already is still let in.

A connection that the kernel has set up and that no process has taken yet is reset when the port is closed. So first
the kernel is asked to drop what asks for a new connection (a filter on the socket, which needs no privilege), then what
is waiting is taken, and then the port is closed: a newcomer asks again after a second, and is refused, which balancers
and clients understand. Source: https://man7.org/linux/man-pages/man7/socket.7.html, SO_ATTACH_FILTER.
"""

import asyncio
import contextlib
import ctypes
import socket
import struct
import sys

import uvicorn

DRAIN_S = 0.25  # in which what has come already is taken
SO_ATTACH_FILTER = 26
# (code, jump if so, jump if not, value): the flags of TCP are in byte 13; of a packet with SYN nothing is let through.
FLAGS_OF_TCP, SYN, NOTHING, EVERYTHING = 13, 0x02, 0, 0xFFFFFFFF
LOAD_BYTE, JUMP_IF_SET, RETURN = 0x30, 0x45, 0x06
INSTRUCTIONS = (
    (LOAD_BYTE, 0, 0, FLAGS_OF_TCP),
    (JUMP_IF_SET, 0, 1, SYN),
    (RETURN, 0, 0, NOTHING),
    (RETURN, 0, 0, EVERYTHING),
)


def refuse_newcomers(listening: socket.socket) -> None:
    """Lets nobody begin a connection, in any process that shares the socket. Where systems cannot, nothing is done."""
    if sys.platform != "linux":
        return
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in INSTRUCTIONS))
    about = struct.pack("HL", len(INSTRUCTIONS), ctypes.addressof(program))
    with contextlib.suppress(OSError):
        listening.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, about)


class DrainingServer(uvicorn.Server):
    """Goes on to take connections for a moment, when it is told to stop; `is_alone`: nobody else takes them."""

    is_alone = False

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.server_state.is_leaving = True  # type: ignore[attr-defined]  # connections see it
        if self.is_alone:
            for listening in sockets or []:
                refuse_newcomers(listening)
        if not self.force_exit:
            await asyncio.sleep(DRAIN_S)
        await super().shutdown(sockets)
