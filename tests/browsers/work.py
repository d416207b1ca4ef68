"""What a browser is given to do, in batches, and what came of each case."""

import collections
import threading

from differences import ANSWERED
from server import PAGE_ORIGINS, PLAIN_PORTS, TLS_PORTS
from traffic import CaseTraffic

TRIES = 2  # a case that times out or takes the browser down is tried alone once more
# What a page can't do: another part of a browser says these.
UNSAYABLE = ("destination", "embedder_policy", "schemelessly_same_site")


def warm_up(scheme, protocol):
    """A case that is run first in every browser and thrown away.

    Firefox looks the host up in its DNS cache when it uses a preflight cache entry
    and drops the entry when the name was not there yet, so that the first repeated
    request would be an odd one.
    """
    headers = [("access-control-allow-origin", "*"), ("access-control-allow-methods", "PUT")]
    if protocol == "http/1.1":
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        answer = f"HTTP/1.1 200 OK\r\n{lines}\r\n"
    else:
        answer = {"status": 200, "headers": headers}
    port = (TLS_PORTS if scheme == "https" else PLAIN_PORTS)[1]
    return {
        "id": "warm-up",
        "request": {
            "origin": PAGE_ORIGINS[scheme],
            "url": f"{scheme}://127.0.0.1:{port}/case/warm-up",
            "api": "fetch",
            "method": "PUT",
        },
        "preflights": [answer],
        "responses": [answer],
        "then": [{}],
    }


def requests_of(case):
    """The requests that the page makes for a case, in order.

    `then` (an extension of the case schema) lists further requests: each is the
    case's request with some members replaced, after an optional `wait_ms`, and may
    have answers of its own, which are the server's business.
    """
    first = dict(case["request"])
    first.pop("origin")
    rest = [{**first, **change} for change in case.get("then", [])]
    return [first] + [
        {k: v for k, v in request.items() if k not in ("responses", "preflights")}
        for request in rest
    ]


def why_not_run(case):
    """A sentence if no page can make the case's requests, or None."""
    for request in requests_of(case):
        for member in UNSAYABLE:
            if member in request:
                return f"a page can't say {member}"
        if request.get("api") == "xhr":
            for member in ("referrer_policy", "stream"):
                if member in request:
                    return f"XMLHttpRequest has no {member}"
    return None


def hops_asked_for(case):
    """`hops` if the server saw the page's requests and no others: not worth a line."""
    return [
        {"method": request.get("method", "GET"), "url": request["url"].partition("#")[0]}
        for request in requests_of(case)
    ]


def waits_of(case):
    return sum(then.get("wait_ms", 0) for then in case.get("then", [])) / 1000


class Work:
    """The cases that one browser has to run, and what came of them."""

    def __init__(self, cases, batch_size, limit_ms, on_result, first, is_http3=False):
        self.cases = {case["id"]: case for case in cases}
        self.waiting = collections.deque(case["id"] for case in cases)
        self.batch_size = batch_size
        self.limit_ms = limit_ms
        self.on_result = on_result
        self.first = first  # the warm-up
        self.is_http3 = is_http3
        self.lock = threading.Lock()
        self.warm = False  # whether the current run had its warm-up
        self.run = None  # number of the browser run that may take work
        self.out = []  # ids handed out, not yet answered
        self.suspects = collections.deque()  # ids to be run one at a time
        self.tries = collections.Counter()
        self.traffic = {}
        self.waited = 0  # seconds that answered cases spent in `wait_ms`

    def start_run(self, number):
        """A new browser: what the last one left unanswered is run one at a time."""
        with self.lock:
            self.run = str(number)
            self.warm = False
            # An empty hand means that the browser died between batches.
            alone = len(self.out) == 1
            for case_id in reversed(self.out):
                if alone:
                    self._failed(case_id, {"outcome": "timeout"})
                else:
                    self.suspects.appendleft(case_id)
            self.out = []

    def next_batch(self, run):
        with self.lock:
            if run != self.run:
                return {"done": True}  # a page of a browser that was given up
            if not self.warm:
                self.warm = True
                return {"jobs": [self._job(self.first)], "limit_ms": self.limit_ms}
            if self.suspects:
                self.out = [self.suspects.popleft()]
            else:
                count = min(self.batch_size, len(self.waiting))
                self.out = [self.waiting.popleft() for _ in range(count)]
            jobs = [self._job(self.cases[case_id]) for case_id in self.out]
            return {"jobs": jobs, "limit_ms": self.limit_ms} if jobs else {"done": True}

    def _job(self, case):
        self.traffic[case["id"]] = CaseTraffic(case)
        return {
            "id": case["id"],
            "origin": case["request"]["origin"],
            "requests": requests_of(case),
            "names": case.get("names"),
        }

    def take_results(self, posted):
        with self.lock:
            if posted["run"] != self.run:
                return
            for result in posted["results"]:
                case_id, seen = result["id"], result["seen"]
                if case_id not in self.out:
                    continue
                protocols = self.traffic[case_id].protocols
                if self.is_http3 and not protocols <= {"HTTP/3.0"}:
                    seen = {"outcome": "not-run", "message": "it was not asked over HTTP/3"}
                self.out.remove(case_id)
                if seen["outcome"] in ("timeout", "script-error") or "message" in seen:
                    self._failed(case_id, seen)
                else:
                    self._done(case_id, seen)
                # A request that never ends may hold a connection for ever, and a browser
                # has few for one host: another one goes on.
                if seen["outcome"] == "timeout":
                    self.run = None
            # The page stops at a request that does not end.
            for case_id in reversed(self.out):
                self.waiting.appendleft(case_id)
            self.out = []

    def case_answer(self, case_id, request, rest):
        with self.lock:
            traffic = self.traffic.get(case_id)
            return traffic.answer(request, rest) if traffic else None

    def mark(self, case_id):
        with self.lock:
            traffic = self.traffic.get(case_id)
            if traffic:
                traffic.marks.append(len(traffic.preflights))

    def wants_browser(self):
        """Whether the current browser is to be replaced, though it is alive."""
        with self.lock:
            return self.run is None

    def finished(self):
        with self.lock:
            return not (self.waiting or self.suspects or self.out)

    def at(self):
        """(number of requests of the batch that ended, seconds of `wait_ms` behind us)."""
        with self.lock:
            ended, waited = 0, self.waited
            for case_id in self.out:
                at = len(self.traffic[case_id].marks)
                ended += at
                # The wait of a request is over when the request is.
                then = self.cases[case_id].get("then", [])[: max(0, at - 1)]
                waited += sum(each.get("wait_ms", 0) for each in then) / 1000
            return ended, waited

    def quiet_limit(self):
        """Seconds without any traffic after which the browser counts as hung."""
        with self.lock:
            slowest = self.limit_ms
            for case_id in self.out:
                case = self.cases[case_id]
                limits = len(requests_of(case)) * self.limit_ms
                slowest = max(slowest, limits + waits_of(case) * 1000)
            return slowest / 1000 + 5

    def _failed(self, case_id, seen):
        self.tries[case_id] += 1
        if self.tries[case_id] < TRIES:
            self.suspects.append(case_id)
        else:
            self._done(case_id, seen)

    def _done(self, case_id, seen):
        seen = dict(seen)
        traffic = self.traffic.pop(case_id, None)
        case = self.cases[case_id]
        self.waited += waits_of(case)
        if traffic and any("preflights" in part for part in [case] + case.get("then", [])):
            seen["did_preflight"] = bool(traffic.preflights)
            if traffic.preflights:
                seen["preflight_request"] = traffic.preflights[-1]
            seen["origin_sent"] = traffic.origin_sent
            if len(traffic.preflights) > 1:
                seen["preflights_sent"] = len(traffic.preflights)
            if traffic.marks:
                # Preflights of each of the page's requests, not the running total.
                ends = [0] + traffic.marks
                seen["preflights_by_request"] = [b - a for a, b in zip(ends, ends[1:])]
        if traffic and seen["outcome"] in ANSWERED and traffic.hops != hops_asked_for(case):
            seen["hops"] = traffic.hops
        order = traffic.preflight_order if traffic else []
        self.on_result(case_id, seen, order)
