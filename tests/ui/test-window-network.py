# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: other computers, which are network namespaces; see tests/network/hosts.py."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "network"))

import hosts  # noqa: E402

DISPLAY_STARTED = "SLOTWATCH_TEST_DISPLAY"
if DISPLAY_STARTED not in os.environ:
    os.environ[DISPLAY_STARTED] = "yes"
    os.execv(sys.executable, [sys.executable, os.path.join(HERE, "with-display"), "--seconds",
                              "1100", sys.executable, *sys.argv])

import peer  # noqa: E402
from slotwatch import (PATIENCE, Program, address, focus_window, has_state, keys,  # noqa: E402
                       read_text, wait_for, write)
from tap import run, test  # noqa: E402

from gi.repository import Atspi  # noqa: E402

ALL = "All slots on the network"
COMMAND = "systemctl enable --now slotwatch-relay.socket"
GROUP = "SLOTNET"

segment = hosts.Segment()
OUR_ADDRESS = segment.next_address()
subprocess.run(["ip", "address", "add", f"{OUR_ADDRESS}/24", "broadcast", segment.broadcast,
                "dev", segment.bridge], check=True)
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
raw = peer.Peer(hosts.Host(segment), "RAWHOST", GROUP)
other = peer.Peer(hosts.Host(segment), "OTHERHOST", GROUP)


def keep(**values):
    """Settings that were chosen before the program starts."""
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
        file.write("[io/github/slotwatch/Slotwatch]\n")
        file.writelines(f"network-{key}={value}\n" for key, value in values.items())
    return {"GSETTINGS_BACKEND": "keyfile"}


def status(program, text):
    return program.get("toggle button", text)


def is_sensitive(program, name):
    return has_state(program.get("push button", name), Atspi.StateType.SENSITIVE)


def wait_detail(program, *facts):
    for fact in facts:
        program.wait_text(fact)


@test("/network/all/first-button-shows-what-comes")
def first_button():
    with Program() as program:
        status(program, "Network: not in use")
        program.press("Watch All Slots on the Network")
        program.get("list item", f"{ALL}, Listening, 0 messages")
        program.wait_text("Listening to all slots on the network")
        status(program, "Network: UDP port 138")
        raw.send("nobody\\listens", b"Bingo is handsome", (GROUP, 0x1D))
        row = program.wait_row("Bingo is handsome")
        assert f"\\\\{GROUP}<1D>\\mailslot\\nobody\\listens" in row, row
        assert f"RAWHOST ({raw.host.address})" in row, row
        program.get("list item", f"{ALL}, Listening, 1 message")
        focus_window(program)
        keys("ctrl+2", "Home")
        wait_detail(program, f"RAWHOST ({raw.host.address}), port 138", "NetBIOS datagram",
                    f"\\\\{GROUP}<1D>\\mailslot\\nobody\\listens")
        wait_for(lambda: program.title == f"(1) {ALL} — Slotwatch", "the title")


@test("/network/all/stop-start-remove")
def stop_and_start():
    with Program("--all") as program:
        program.press("Stop watching")
        program.get("list item", f"{ALL}, Stopped, 0 messages")
        program.press("Start watching")
        program.get("list item", f"{ALL}, Listening, 0 messages")
        raw.send("anything", b"it is back")
        program.wait_row("it is back")
        program.press("Remove the slot from the list")
        wait_for(lambda: not program.slots(), "the row to go")
        status(program, "Network: not in use")


@test("/network/slot/gets-what-other-computers-send")
def slot():
    with Program("both") as program:
        status(program, "Network: UDP port 138")
        raw.send("another", b"not wanted")
        raw.send("BOTH", b"from far")
        row = program.wait_row("from far")
        assert f"\\\\{GROUP}\\mailslot\\BOTH" in row, row
        assert len(program.rows()) == 1, program.rows()
        program.get("list item", f"{address('both')}, Listening, 1 message")


@test("/network/repeated/is-said-in-words-and-can-be-left-out")
def repeated():
    with Program("--all") as program:
        # At once: what comes seconds later is another message.
        raw.send("twice", b"the same")
        other.send("twice", b"the same", source="RAWHOST")
        program.wait_row("the same")
        program.wait_row("Repeated: the same")
        focus_window(program)
        keys("ctrl+2", "End")
        wait_detail(program, "NetBIOS datagram", "Repeated: it came just before by another way")
        keys("alt+k")
        program.get("check menu item", "Leave Out Repeated Messages")
        keys("l")
        wait_for(lambda: not program.find("check menu item", "Leave Out Repeated Messages"),
                 "the menu to close")
        raw.send("twice", b"once more")
        other.send("twice", b"once more", source="RAWHOST")
        raw.send("twice", b"the end")
        program.wait_row("once more")
        program.wait_row("the end")
        assert len(program.rows()) == 4, program.rows()


@test("/network/refused/is-counted-in-the-status-line")
def refused():
    with Program("--all") as program:
        status(program, "Network: UDP port 138")
        raw.raw(b"\x11 damaged", to=OUR_ADDRESS)
        program.wait_text("1 damaged datagram refused")
        focus_window(program)
        keys("ctrl+i")
        program.wait_text("Messages of other computers come by UDP port 138")
        program.wait_text("Damaged, refused")
        keys("Escape")
        wait_for(lambda: "Damaged, refused" not in program.texts(), "the popover to go")


@test("/network/no-source/is-a-card-with-the-command")
def no_source():
    with Program("--all", **keep(source="'relay'")) as program:
        program.wait_text("The network is not watched")
        program.wait_text(COMMAND)
        program.press("Copy")
        focus_window(program)
        keys("ctrl+m", "ctrl+v")
        wait_for(lambda: COMMAND in program.text_of("Target"), "the copied command")
        program.get("list item", f"{ALL}, Failed, 0 messages")
        status(program, "This computer only")
        program.press("Try Again")
        program.wait_text("The network is not watched")
        keys("ctrl+i")
        program.wait_text("Messages of other computers cannot be received")
        keys("Escape", "ctrl+shift+k")
        program.choose("Receive from", 3)
        program.press("Apply")
        status(program, "Network: UDP port 138")
        program.get("list item", f"{ALL}, Listening, 0 messages")
        wait_for(lambda: not program.find("alert"), "the card to go")


@test("/network/no-source/slots-of-this-computer-work-as-before")
def local_slot():
    with Program("quiet", **keep(source="'relay'")) as program:
        status(program, "This computer only")
        program.get("list item", f"{address('quiet')}, Listening, 0 messages")
        assert not program.find("alert")


@test("/network/settings/wrong-values-are-explained-and-not-applied")
def wrong_settings():
    with Program() as program:
        focus_window(program)
        keys("ctrl+shift+k")
        program.type_into("Computer name", "SIXTEEN-LETTERS-")
        wait_for(lambda: not is_sensitive(program, "Apply"), "the name to be refused")
        description = program.get("text", "Computer name").get_description()
        assert "15" in description, description
        program.wait_text(description)
        program.type_into("Computer name", "PC")
        wait_for(lambda: is_sensitive(program, "Apply"), "the name to be right")
        program.type_into("WINS server", "300.1.1.1")
        wait_for(lambda: not is_sensitive(program, "Apply"), "the address to be refused")
        program.type_into("WINS server", "")
        program.type_into("Workgroup or domain", "*")
        wait_for(lambda: not is_sensitive(program, "Apply"), "the workgroup to be refused")
        program.press("Cancel")


@test("/network/settings/by-keyboard-at-once")
def settings_by_keyboard():
    with Program() as program:
        focus_window(program)
        keys("ctrl+shift+k")
        program.get("text", "Computer name")
        # Walked through by the letters of its labels.
        keys("alt+w")
        write("slotnet")
        wait_for(lambda: program.text_of("Workgroup or domain") == "slotnet", "the workgroup")
        keys("alt+n")
        write("typed")
        wait_for(lambda: program.text_of("Computer name") == "typed", "the name")
        keys("Return")
        wait_for(lambda: not program.find("text", "Computer name"), "the dialog to go")
        focus_window(program)
        keys("ctrl+m")
        write("//*/mailslot/settings")
        program.type_into("Message to send", "who am I")
        keys("ctrl+Return")
        message = raw.wait_for("settings")
        assert message.source.name == "TYPED", message
        assert message.destination.name == GROUP, message


def send_is_done(program):
    """A name is looked for during less than a second, and a busy computer may answer later."""
    program.press("Send")
    wait_for(lambda: program.find("alert")
             or any("Sent 1 message" in text for text in program.texts()), "the end of sending")
    if not program.find("alert"):
        return True
    program.press("Dismiss")
    wait_for(lambda: not program.find("alert"), "the card to go")
    return False


@test("/network/form/sends-to-a-computer-a-group-and-everybody")
def send():
    with Program(**keep(workgroup=f"'{GROUP}'", computer="'OURHOST'")) as program:
        for index, kind, target in ((1, peer.UNIQUE, "//RAWHOST/mailslot/unique"),
                                    (2, peer.GROUP, f"//{GROUP}/mailslot/group"),
                                    (3, peer.GROUP, "//*/mailslot/star")):
            program.type_into("Target", target)
            program.choose("Who gets the message", index)
            program.type_into("Message to send", target)
            wait_for(lambda: send_is_done(program), "the computer to be found")
            message = raw.wait_for(target.rsplit("/", 1)[1])
            assert (message.kind, message.payload) == (kind, target.encode()), message
            assert message.source.name == "OURHOST", message
            program.wait_text("Sent 1 message")


@test("/network/form/a-name-that-nobody-has")
def unknown_name():
    with Program() as program:
        program.type_into("Target", "//NOBODY/mailslot/x")
        program.type_into("Message to send", "hello")
        program.press("Send")
        program.wait_text("The message was not sent to \\\\NOBODY\\mailslot\\x")
        program.wait_text("Windows error 53")
        program.wait_text("A workgroup or domain is chosen beside the target")
        program.press("Dismiss")


def is_stopped(program):
    """Whether the search for a name was stopped; on a busy computer it may end before."""
    program.press("Send")
    wait_for(lambda: program.find("progress bar", "Looking for NOBODY…")
             or program.find("alert"), "the search")
    stop = program.find("push button", "Stop")
    if stop:
        stop.do_action(0)
    wait_for(lambda: program.find("alert") or "Nothing was sent" in program.texts(), "its end")
    if not program.find("alert"):
        return True
    program.press("Dismiss")
    wait_for(lambda: not program.find("alert"), "the card to go")
    return False


@test("/network/form/looking-for-a-name-can-be-stopped")
def stop_looking():
    # A WINS server that never answers makes it last.
    with Program(**keep(wins=f"'{other.host.address}'")) as program:
        program.type_into("Target", "//NOBODY/mailslot/x")
        program.type_into("Message to send", "hello")
        wait_for(lambda: is_stopped(program), "a search that lasts until it is stopped")


@test("/network/keyboard-alone-suffices")
def keyboard():
    with Program() as program:
        focus_window(program)
        keys("ctrl+k")
        program.get("list item", f"{ALL}, Listening, 0 messages")
        raw.send("anything", b"by keys")
        program.wait_row("by keys")
        keys("ctrl+2", "Home")
        wait_for(lambda: any("by keys" in read_text(node)
                             for node in program.find_all("text")), "the detail")
        keys("ctrl+i")
        program.wait_text("Messages of other computers come by UDP port 138")
        keys("Escape", "ctrl+t")
        program.get("list item", f"{ALL}, Stopped, 1 message")
        keys("ctrl+q")
        assert program.process.wait(timeout=PATIENCE) == 0


run()
