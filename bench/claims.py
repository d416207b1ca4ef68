"""What is promised, held against what was measured."""

from results import BASE, REPEATED, STREAMS, is_adversary, table


def claims(results):
    rows = []

    def claim(what, contender, streams, limit, base=BASE):
        for stream in streams:
            ratio = results.ratio(stream, contender, base)
            if ratio is not None:
                rows.append([f"{what}, {stream}", f"≤ {limit}", f"{ratio:.2f}",
                             "yes" if ratio <= limit else "**no**"])

    def claim_difference(what, contender, base, limit):
        for stream in all_heads + ["small"]:
            more = results.difference(stream, contender, base)
            if more is not None:
                rows.append([f"{what}, {stream}", f"≤ {limit} ns", f"{more:+,.0f} ns",
                             "yes" if more <= limit else "**no**"])

    def claim_no_allocations(what, doors, left_out=()):
        most = results.allocations(doors, left_out)
        if most is not None:
            rows.append([f"allocations per head, {what}, the most of all rows and streams", "0",
                         f"{most:,.2f}", "yes" if most == 0 else "**no**"])

    likely = ["api", "cdn", "mixed", "real"]
    given = [s for s in results.streams if s not in STREAMS + REPEATED and not is_adversary(s)]
    all_heads = likely + ["odd", "unseen"] + given
    claim("answer, AVX2 ÷ picohttpparser's parse", "answer/avx2", likely, 0.65)
    claim("answer, SSE2 ÷ the same", "answer/sse2", likely, 0.9)
    claim("answer, AVX2 ÷ the same", "answer/avx2", ["odd", "unseen"], 0.75)
    claim("answer, SSE2 ÷ the same", "answer/sse2", ["odd", "unseen"], 0.9)
    claim("answer, AVX2 ÷ the same", "answer/avx2", REPEATED, 1.25)
    claim("answer, AVX2 ÷ tidy views", "answer/avx2", all_heads, 0.5, "answer/views")
    claim("answer, AVX2 ÷ Abseil containers", "answer/avx2", all_heads, 0.12,
          "answer/absl-copies")
    claim("answer and XHR string, AVX2 ÷ picohttpparser's parse", "answer+xhr/avx2",
          all_heads + ["small"], 1.0)
    for profile in ("chromium", "firefox", "webkit"):
        claim(f"{profile} ÷ standard", f"answer/{profile}",
              [s for s in results.streams if s not in REPEATED], 3, "answer/avx2")
    for name, instructions in (("AVX2", "avx2"), ("SSE2", "sse2")):
        for kind, row in (("list", "list"), ("list of views", "list-of-views")):
            claim(f"{kind} ÷ bytes, {name} (aim: 0.5)", f"{row}/{instructions}",
                  all_heads + ["small"], 0.8, f"answer/{instructions}")
    for profile in ("chromium", "firefox", "webkit"):
        claim(f"list, {profile} ÷ standard", f"list/{profile}",
              [s for s in results.streams if s not in REPEATED], 1.5, "list/avx2")
    for name, instructions in (("AVX2", "avx2"), ("SSE2", "sse2")):
        answer, of_list = f"answer/{instructions}", f"list/{instructions}"
        claim_difference(f"exchange, GET − bytes, {name}", f"exchange/{instructions}", answer, 150)
        claim_difference(f"exchange, GET − list, {name}", f"exchange-list/{instructions}",
                         of_list, 150)
        for entries in (10, 100000):
            claim_difference(f"exchange, PUT with 1 of {entries:,} remembered preflights − bytes, "
                             f"{name}", f"exchange-put-{entries}/{instructions}", answer, 400)
    claim_no_allocations("answer", [c.split("/")[0] for c in results.contenders
                                    if c.startswith("answer")])
    claim_no_allocations("list", ["list", "list-of-views"])
    claim_no_allocations("exchange, GET", ["exchange", "exchange-list"])
    # Where an answer fails, its preflight is stored anew.
    claim_no_allocations("exchange, PUT, real heads left out",
                         ["exchange-put-10", "exchange-put-100000"], ["real"] + given)
    return table(["claim", "limit", "measured", "holds"], rows)
