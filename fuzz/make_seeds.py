"""Makes the seeds of a fuzz target from cases.

    make_seeds.py TARGET INPUT_CC OUT_DIR CASES.ndjson...
    make_seeds.py paste_fuzz INPUT_CC OUT_DIR PASTES.txt...
    make_seeds.py har_fuzz INPUT_CC OUT_DIR HARS.har...
    make_seeds.py warc_fuzz INPUT_CC OUT_DIR FILES.warc...

INPUT_CC is fuzz/input.cc, which has the tables that inputs choose from.
"""

import hashlib
import json
import os
import re
import sys


class Tables:
    """The tables of input.cc, and the inputs that input.h describes."""

    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            text = file.read()
        self.tables = {}
        for name, body in re.findall(r'(k\w+)\[\] = \{(.*?)\};', text, re.S):
            self.tables[name] = re.findall(r'"([^"]*)"', body)

    def index(self, table, word, otherwise=0):
        words = self.tables[table]
        return words.index(word) if word in words else otherwise

    def url(self, request):
        """The URL itself, another of its origin, or one that is as far away."""
        words = self.tables['kUrls']
        if request['url'] in words:
            return words.index(request['url'])
        origin = origin_of(request['url'])
        for i, word in enumerate(words):
            if origin_of(word) == origin:
                return i
        return 1 if origin == request['origin'] else 0

    def request(self, request):
        mode = self.index('kModes', request.get('mode', 'cors'))
        credentials = self.index('kCredentials',
                                 request.get('credentials', 'same-origin'))
        redirect = self.index('kRedirects', request.get('redirect', 'follow'))
        bits = ((request.get('api') == 'xhr') | mode << 1 | credentials << 3 |
                redirect << 5 | bool(request.get('upload_listener')) << 7)
        return bytes([self.index('kOrigins', request['origin']),
                      self.url(request), bits])

    def client(self, request):
        return bytes([
            self.index('kEmbedderPolicies', request.get('embedder_policy')),
            self.index('kReferrerPolicies', request.get('referrer_policy')),
            self.index('kDestinations', request.get('destination')),
            bool(request.get('stream')) |
            ('schemelessly_same_site' in request) << 1 |
            bool(request.get('schemelessly_same_site')) << 2])

    def method(self, request):
        method = self.index('kMethods', request.get('method', 'GET'))
        return bytes([method | ('body' in request) << 7])


def origin_of(url):
    return '/'.join(url.split('/')[:3])


def to_bytes(text):
    """Byte n is U+00nn, as in the cases; what is beyond is taken as UTF-8."""
    try:
        return text.encode('latin-1')
    except UnicodeEncodeError:
        return text.encode('utf-8')


def heads(case):
    found = case['responses'] + [case.get('stored'), case.get('loop')]
    found += case.get('preflights') or []
    return [to_bytes(head) for head in found if isinstance(head, str)]


def fields(pairs):
    return [to_bytes(name) + b':' + to_bytes(value) for name, value in pairs]


def parsed(answer):
    """A response that came parsed, as input.cc takes it."""
    protocol = '3' if answer.get('protocol') == 'h3' else '2'
    parts = [f"{protocol} {answer['status']}".encode()]
    parts += fields(answer['headers'])
    for interim in answer.get('interim', []):
        parts.append(b'\x1c' + str(interim['status']).encode())
        parts += fields(interim['headers'])
    if answer.get('trailers'):
        parts.append(b'\x1d')
        parts += fields(answer['trailers'])
    return b'\x1e'.join(parts)


def profile_bits(head):
    """For ProfilesOf: any of the four, so that each has some."""
    return (len(head) & 3) << 6


def response_head(case, tables):
    for i, head in enumerate(heads(case)):
        yield bytes([i & 3 | profile_bits(head)]) + head
    for head in heads(case)[:1]:
        yield b'\x24' + head + b'ok'


def filter_(case, tables):
    for head in heads(case):
        yield (tables.request(case['request']) + bytes([profile_bits(head)]) +
               head)


def exposed_header_names(case, tables):
    for head in heads(case):
        values = re.findall(rb'(?i)^access-control-expose-headers:([^\n]*)',
                            head.replace(b'\r\n', b'\n'), re.M)
        if values:
            include = case['request'].get('credentials') == 'include'
            yield bytes([include]) + b'\n'.join(values)


def exchange(case, tables):
    request = case['request']
    parts = []
    for name, value in request.get('headers', []):
        parts.append(b'H' + to_bytes(name) + b':' + to_bytes(value))
    parts.append(b'C' + tables.client(request))
    for answer in case['responses']:
        parts.append(b'R' + to_bytes(answer) if isinstance(answer, str) else
                     b'Q' + parsed(answer))
    for answer in case.get('preflights') or []:
        parts.append(b'N' if answer is None else
                     b'P' + to_bytes(answer) if isinstance(answer, str) else
                     b'O' + parsed(answer))
    for then in case.get('then', []):
        parts.append(b'T' + tables.method({**request, **then})[:1] +
                     bytes([min(then.get('wait_ms', 0) // 1000, 255)]))
    for key in ('stored', 'loop'):
        if isinstance(case.get(key), str):
            parts.append(key[0].upper().encode() + to_bytes(case[key]))
    yield (tables.request(request) + tables.method(request) +
           b'\x1f'.join(parts))


def c_api(case, tables):
    """A filter, the request, and each answer by the doors that it fits."""
    request = case['request']
    word = tables.index
    options = bytes([
        word('kModes', request.get('mode', 'cors')),
        {'omit': 1, 'include': 2}.get(request.get('credentials'), 0),
        word('kRedirects', request.get('redirect', 'follow')),
        request.get('api') == 'xhr', 'body' in request, 0, 0, 0,
        1 << 6 if request.get('method') == 'PUT' else 0])
    profile = len(case['responses'][0]) & 3 if case['responses'] else 0
    parts = [bytes([1, profile, len(parts_of(case)) & 1]),
             bytes([0]) + options + to_bytes(request['url'])]
    for head in heads(case):
        lines = head.partition(b'\r\n\r\n')[0].split(b'\r\n')[1:]
        parts.append(bytes([2, 0, 9]) + head)
        parts.append(bytes([3, 0, 50, 1, 5]) + b'\n'.join(lines))
        parts.append(bytes([4, 0]) + b'x-a, etag\n' + b'\n'.join(lines))
    parts += [bytes([5, profile, 2]), bytes([6, 0])]
    for answer in parts_of(case):
        parts += [bytes([7, 0]) + answer, bytes([9, 0]) + b'https://b.example/']
    for answer in case['responses']:
        if not isinstance(answer, str):
            parts.append(bytes([3, 0, answer['status'] // 4, 1, 0x45]) +
                         b'\n'.join(fields(answer['headers'])))
    yield b'\x1f'.join(parts)


def parts_of(case):
    """Heads in the order in which an exchange may ask for them."""
    answers = (case.get('preflights') or []) + case['responses']
    return [to_bytes(head) for head in answers if isinstance(head, str)]


def har(text):
    """Neighbours of a HAR, which may be a request, its preflight and redirects."""
    log = json.loads(text)
    entries = log['log']['entries']
    for size in (1, 2, 4):
        for at in range(0, len(entries), size):
            log['log']['entries'] = entries[at:at + size]
            some = json.dumps(log, separators=(',', ':')).encode()
            # Bits for each profile and format, and pieces of any size.
            bits = bytes([len(some) & 0xff, len(some) >> 2 & 0xff])
            yield bits + some
            if size == 1:
                yield bits + some.replace(b'.example', b'.example/<b>\\"\'&\\n')


MAKERS = {
    'c_api_fuzz': c_api,
    'response_head_fuzz': response_head,
    'filter_fuzz': filter_,
    'exposed_header_names_fuzz': exposed_header_names,
    'exchange_fuzz': exchange,
}


def save(seed, out):
    name = hashlib.sha1(seed).hexdigest()
    with open(os.path.join(out, name), 'wb') as file:
        file.write(seed)


def main(target, tables_path, out, *paths):
    tables = Tables(tables_path)
    os.makedirs(out, exist_ok=True)
    for path in paths:
        with open(path, 'rb') as file:
            text = file.read()
        # Pastes are seeds as they are.
        if target == 'paste_fuzz':
            save(text, out)
            continue
        if target == 'har_fuzz':
            for seed in har(text):
                save(seed, out)
            continue
        # As it is, in members of gzip, and by threads.
        if target == 'warc_fuzz':
            for choice in (0, 1, 6, 0xf4, 0xff):
                save(bytes([choice]) + text, out)
            continue
        lines = text.splitlines()
        for number, line in enumerate(lines):
            if target == 'batch_fuzz':
                # Fewer: each is slow, and runs through all of the above.
                seeds = [bytes([number & 3]) + line] if number % 8 == 0 else []
            else:
                case = json.loads(line)
                if 'responses' not in case:
                    continue  # units.ndjson
                seeds = MAKERS[target](case, tables)
            for seed in seeds:
                save(seed, out)


if __name__ == '__main__':
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
