"""A link that takes time: delay.py ONE_WAY_MS

Makes two TUN devices, `eth0` and `toclient`, and carries every packet from one to the other after the given time. It
says "ready" when they are there, and runs until it is ended. This takes the place of tc-netem(8), which not every
kernel has.

Every packet waits equally long, so they leave in the order in which they came and one queue serves both directions.
"""
import collections
import contextlib
import fcntl
import os
import select
import struct
import sys
import time

# linux/if_tun.h: one IP packet a read, without a header before it.
TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
LARGEST_PACKET = 65_536


def open_end(name):
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return end


def receive(end, delay, opposite, waiting):
    with contextlib.suppress(BlockingIOError):
        while True:
            packet = os.read(end, LARGEST_PACKET)
            waiting.append((time.monotonic() + delay, opposite, packet))


def carry(delay, one, other):
    opposites = {one: other, other: one}
    waiting = collections.deque()
    while True:
        # select(2), because it alone waits for less than a millisecond more than it must: poll counts in milliseconds.
        patience = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        readable, _, _ = select.select([one, other], [], [], patience)
        for end in readable:
            receive(end, delay, opposites[end], waiting)
        while waiting and waiting[0][0] <= time.monotonic():
            _, end, packet = waiting.popleft()
            # A device that is still down takes nothing, like a cable that is out.
            with contextlib.suppress(OSError):
                os.write(end, packet)


# Before everything else that runs, or a busy machine would add milliseconds. A container may forbid it.
BEFORE_ALL = 50
with contextlib.suppress(PermissionError):
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(BEFORE_ALL))
ends = open_end("eth0"), open_end("toclient")
print("ready", flush=True)
carry(float(sys.argv[1]) / 1000, *ends)
