#!/usr/bin/env python3
"""Writes a HAR of about N megabytes: entries with heads as servers send them,
and bodies of 0.3 and 300 MB.

    bench/big_har.py 2000 | /usr/bin/time -v corsieve har -
"""

import json
import sys

NAMES = ('Date', 'Server', 'Cache-Control', 'ETag', 'Vary', 'X-Request-Id',
         'Strict-Transport-Security', 'X-Frame-Options', 'Via', 'Age',
         'X-Total-Count', 'Link', 'X-Cache', 'CF-Ray', 'Alt-Svc')


def entry(number, size):
    headers = [{'name': name, 'value': f'{name} of {number}'} for name in NAMES]
    headers += [{'name': 'Access-Control-Allow-Origin', 'value': '*'},
                {'name': 'Content-Type', 'value': 'application/json'}]
    # As a body of JSON is in a HAR: every eighth character or so is escaped.
    row = '{"id": 1, "name": "caf\u00e9", "tags": ["a\\b", "c\n"]}, '
    return {
        'startedDateTime': '2026-11-30T12:00:00.000Z', 'time': 12.5,
        'request': {'method': 'GET', 'httpVersion': 'h2', 'bodySize': 0,
                    'url': f'https://api.example/items/{number}',
                    'headers': [{'name': 'Origin',
                                 'value': 'https://app.example'}],
                    'queryString': [], 'cookies': []},
        'response': {'status': 200, 'statusText': '', 'httpVersion': 'h2',
                     'headers': headers,
                     'content': {'mimeType': 'application/json', 'size': size,
                                 'text': row * (size // len(row) + 1)}},
        'timings': {'send': 0.1, 'wait': 12, 'receive': 0.4},
    }


def main(megabytes):
    out = sys.stdout
    left = megabytes * 1000000
    out.write('{"log": {"version": "1.2", "creator": {"name": "big_har.py", '
              '"version": "1"}, "pages": [], "entries": [')
    number = 0
    small = json.dumps(entry(0, 300000))
    while left > 0:
        number += 1
        if number % 2000 == 1000:
            text = json.dumps(entry(number, 300000000))
        else:
            text = small.replace('items/0', f'items/{number}', 1)
        out.write((',\n' if number > 1 else '\n') + text)
        left -= len(text)
    out.write(']}}\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(int(sys.argv[1]))
