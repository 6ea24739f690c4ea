"""The server as a process: how it begins, how it ends, and what it does with what is no message."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

COMMAND = (sys.executable, "-m", "conngen", "lsp")
HELLO = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None}}
SHUTDOWN = {"jsonrpc": "2.0", "id": 2, "method": "shutdown"}
EXIT = {"jsonrpc": "2.0", "method": "exit"}


def framed(*messages: object) -> bytes:
    """Return messages as they go over the stream; bytes as they are."""
    parts = []
    for one in messages:
        if isinstance(one, bytes):
            parts.append(one)
        else:
            body = json.dumps(one).encode()
            parts.append(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    return b"".join(parts)


def unframed(data: bytes) -> list[dict]:
    """Return the messages of a stream, which holds nothing else."""
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        name, _, length = head.partition(b"\r\n")[0].partition(b": ")
        assert name == b"Content-Length"
        found.append(json.loads(rest[: int(length)]))
        data = rest[int(length) :]
    return found


def talk(*messages: object, arguments: tuple[str, ...] = (), **options) -> tuple[int, list[dict], str]:
    """Send messages and close the stream; return the status, what was said, and standard error."""
    result = subprocess.run(
        [*COMMAND, *arguments],
        input=framed(*messages),
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )
    return result.returncode, unframed(result.stdout), result.stderr.decode()


def test_an_end_that_is_announced_is_a_good_one(tmp_path):
    status, said, errors = talk(HELLO, SHUTDOWN, EXIT, cwd=tmp_path)
    assert (status, errors) == (0, "")
    assert [one["id"] for one in said] == [1, 2]
    assert said[0]["result"]["serverInfo"]["name"] == "conngen"
    assert said[1]["result"] is None


def test_what_many_editors_add_changes_nothing(tmp_path):
    assert talk(HELLO, SHUTDOWN, EXIT, arguments=("--stdio",), cwd=tmp_path)[0] == 0
    told = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    assert "--stdio" not in told.stdout


@pytest.mark.parametrize(
    "messages", [(), (HELLO,), (HELLO, EXIT), (EXIT,), (HELLO, b"Content-Length: 999\r\n\r\n{")]
)
def test_an_end_that_is_not_announced_is_a_failure(tmp_path, messages):
    status, _, errors = talk(*messages, cwd=tmp_path)
    assert (status, errors) == (1, "")


def test_a_stream_that_ends_after_the_announcement_is_fine(tmp_path):
    assert talk(HELLO, SHUTDOWN, cwd=tmp_path)[0] == 0


def test_what_comes_too_early_or_too_late_is_refused(tmp_path):
    ask = {"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {}}
    tell = {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}
    status, said, errors = talk(
        ask, tell, HELLO, HELLO | {"id": 8}, SHUTDOWN, ask | {"id": 9}, tell, EXIT, cwd=tmp_path
    )
    assert (status, errors) == (0, "")
    codes = {one["id"]: one.get("error", {}).get("code") for one in said}
    assert codes == {7: -32002, 1: None, 8: -32600, 2: None, 9: -32600}


def test_what_is_no_message_is_told_and_harms_nothing(tmp_path):
    odd = [
        b"Content-Length: 3\r\n\r\nabc",
        b"Content-Length: 2\r\n\r\n\xff\xfe",
        b"Content-Length: 4\r\n\r\nnull",
        b"Content-Length: 100000\r\n\r\n" + b"[" * 100_000,
        b"Nonsense\r\n\r\n",
        b"content-type: x\r\nCONTENT-LENGTH:2\r\n\r\n[]",
        {"jsonrpc": "2.0", "id": 3, "method": "textDocument/hover", "params": {"textDocument": 5}},
        {"jsonrpc": "2.0", "id": 4, "method": "no/such", "params": None},
        {"jsonrpc": "2.0", "method": "no/such"},
        {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": []},
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 99}},
        {"jsonrpc": "2.0", "id": 5, "result": None},
        {"id": 6, "method": "shutdown"},
        {},
    ]
    status, said, errors = talk(HELLO, *odd, EXIT, cwd=tmp_path)
    assert (status, errors) == (0, "")
    codes = [(one["id"], one["error"]["code"]) for one in said if "error" in one]
    assert codes == [(None, -32700)] * 5 + [(3, -32602), (4, -32601)]
    assert [one["id"] for one in said if "result" in one] == [1, 6]


def test_what_is_called_off_before_its_turn_is_not_done(tmp_path):
    uri = (tmp_path / "a.conn").as_uri()
    item = {"uri": uri, "languageId": "conn", "version": 1, "text": "task Warp[visit] {\n" * 2000}
    opened = {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}
    ask = {"jsonrpc": "2.0", "method": "textDocument/formatting"}
    ask["params"] = {"textDocument": {"uri": uri}, "options": {"tabSize": 4, "insertSpaces": True}}
    off = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 11}}
    _, said, _ = talk(HELLO, opened, ask | {"id": 10}, ask | {"id": 11}, off, SHUTDOWN, EXIT, cwd=tmp_path)
    answers = {one["id"]: one for one in said if "id" in one}
    assert "result" in answers[10]
    assert answers[11]["error"]["code"] == -32800


def test_interrupting_ends_it(tmp_path):
    with subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        # A shell that runs the tests in the background makes its children deaf to interruptions.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        process.stdin.write(framed(HELLO))
        process.stdin.flush()
        assert process.stdout.read(1) == b"C"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read().strip() == b""


def test_it_ends_when_nobody_reads_any_more(tmp_path):
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        process.stdout.close()
        process.stdin.write(framed(HELLO, SHUTDOWN))
        process.stdin.flush()
        assert process.wait(60) == 1
        assert process.stderr.read() == b""


def test_what_is_asked_can_be_written_to_a_file(tmp_path):
    status, _, errors = talk(HELLO, SHUTDOWN, EXIT, arguments=("--log", "server.log"), cwd=tmp_path)
    assert (status, errors) == (0, "")
    assert "initialize: " in (tmp_path / "server.log").read_text()
    status, said, errors = talk(arguments=("--log", "nowhere/server.log"), cwd=tmp_path)
    assert (status, said) == (2, [])
    assert errors.startswith("error: nowhere/server.log: cannot be written: ")


def test_without_pygls_the_way_out_is_told(tmp_path):
    (tmp_path / "pygls.py").write_text("")  # it hides the package, as if another one had taken its name
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    status, said, errors = talk(cwd=tmp_path, env=environment)
    assert (status, said) == (2, [])
    assert errors == (
        "error: the language server needs pygls 2, which is not installed\n"
        '  = help: run `pip install "conngen[lsp]"`\n'
    )


def test_the_command_loads_it_only_when_it_is_needed():
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "conngen", "lsp", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "pygls" not in result.stderr
    assert "conngen.server" not in result.stderr
    assert "--log FILE" in result.stdout
