"""A chat completions endpoint on this machine that says what a test tells it to."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-not-to-be-seen-0123456789"


@dataclass
class Turn:
    """One reply."""

    body: Any = None
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    drip: float = 0.0
    hang_up: bool = False


def says(content, finish="stop", refusal=None, usage=None):
    """A reply as the protocol has it; lists and dicts of findings are written as JSON."""
    words = content if isinstance(content, str | None) else json.dumps(content)
    message = {"role": "assistant", "content": words}
    if refusal is not None:
        message["refusal"] = refusal
    body = {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    return Turn(body | ({"usage": usage} if usage else {}))


def fails(status, message="no", **headers):
    """A reply with an error."""
    return Turn({"error": {"message": message}}, status, headers=headers)


@dataclass
class Server:
    """The running server and what it was sent."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def texts(self):
        return [body["messages"][-1]["content"] for body in self.asked]


@contextmanager
def endpoint(*turns: Turn | Callable[[dict[str, Any]], Turn]):
    """Serve the turns in order, the last one for ever."""
    waiting = list(turns)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(size))
            server.asked.append(body)
            server.headers.append({k.lower(): v for k, v in self.headers.items()})
            turn = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self._reply(turn(body) if callable(turn) else turn)

        def _reply(self, turn):
            if turn.hang_up:
                self.close_connection = True
                return
            stopped.wait(turn.seconds)
            raw = turn.body if isinstance(turn.body, bytes) else json.dumps(turn.body).encode()
            self.send_response(turn.status)
            if turn.kind:
                self.send_header("Content-Type", turn.kind)
            for name, value in turn.headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            try:
                if not turn.drip:
                    self.wfile.write(raw)
                for k in range(len(raw) if turn.drip else 0):
                    self.wfile.write(raw[k : k + 1])
                    self.wfile.flush()
                    time.sleep(turn.drip)
            except OSError:
                self.close_connection = True

        def log_message(self, *_):
            pass

    stopped = threading.Event()
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_port}/v1")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        stopped.set()
        http.shutdown()
        thread.join()
        http.server_close()


EMPTY: dict[str, list[Any]] = {
    name: []
    for name in (
        "actors", "ties", "options", "signals", "scenarios", "prerequisites", "consequences",
        "hypotheses", "preferences", "likelihoods", "loaded", "hedges", "questions",
    )
}  # fmt: skip


def findings(**lists):
    """An answer with some lists filled."""
    return EMPTY | lists


def claim(*evidence, **content):
    """One claim."""
    return {"evidence": list(evidence), "confidence": 0.8} | content


VARL = claim("Varland", id="varland", name="Varland", sort="state", also=["Orsk"])
FRONT = claim("Tarn Front", id="front", name="Tarn Front", sort="armed_group", also=["TF"])
STRIKES = claim(
    "air strikes on the camps of the Tarn Front",
    id="air_strikes", actor="varland", label="Air strikes on the camps", against=["front"],
    status="possible", force=2,
)  # fmt: skip
SAID = claim(
    "“Every inch of our land will be held,” Defence Minister Ana Brel said on Monday",
    speaker="varland", person="Ana Brel", via=["the Orsk Courier"], mode="direct",
    direction="towards", summary="The land will be held", source="official",
)  # fmt: skip
LIKELY = claim("very likely", about="air_strikes")
ONLY_IF = claim("only if the Northern League agrees", of="air_strikes", claim="The League agrees",
                strict=True)  # fmt: skip
WOULD = claim("drive thousands over the border", of="air_strikes", label="Flight over the border",
              severity=6)  # fmt: skip
GOOD = findings(
    actors=[VARL, FRONT], options=[STRIKES], signals=[SAID], likelihoods=[LIKELY],
    prerequisites=[ONLY_IF], consequences=[WOULD],
    scenarios=[claim("air strikes on the camps of the Tarn Front are very likely",
                     title="Strikes", options=["air_strikes"], without=[], case="worst",
                     likelihood="very likely", rank=None)],
    hypotheses=[claim("wants to show strength before the vote", actor="varland",
                      claim="Varland wants to show strength", motive="ulterior", wants=None)],
    hedges=[claim("reportedly")], loaded=[claim("so-called “brothers”", sort="scare")],
    preferences=[claim("air strikes on the camps of the Tarn Front", actor="varland",
                       option="air_strikes", wanted=True, answers=None)],
    ties=[claim("its old rival, the Tarn Front", **{"from": "varland", "to": "front"},
                relation="rival")],
    questions=[claim("It is not clear who paid for the rifles", text="Who paid for the rifles?")],
)  # fmt: skip

TEXT = """Varland is losing patience with its old rival, the Tarn Front.

“Every inch of our land will be held,” Defence Minister Ana Brel said on Monday, the Orsk Courier \
reported. Her ministry reportedly drew up plans a year ago, \
and the government wants to show strength before the vote.

In the view of this paper air strikes on the camps of the Tarn Front are very likely. \
They would drive thousands over the border, and will come only if the Northern League agrees. \
It is not clear who paid for the rifles of the so-called “brothers”.
"""
