"""Counts the test cases of a run: prints "<passed> <failed> <skipped>".

count_tests.py bazel FILE  FILE as written by --build_event_json_file
count_tests.py junit FILE  FILE as written by `ctest --output-junit`

What failed is named on standard error. A test program that failed without a failed
case, was not built, or ran no case counts as one failure.
"""

import json
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree


def count_cases(path):
    """Returns how many cases of a JUnit file passed, failed and were skipped."""
    passed = failed = skipped = 0
    for case in xml.etree.ElementTree.parse(path).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None or case.get("status") in (
            "notrun",
            "disabled",
        ):
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def complain(label, what):
    print(f"        {label}: {what}", file=sys.stderr)


def count_bazel(path):
    """Sums over all test targets that the build knows, run or not."""
    statuses = {}  # By label.
    results = {}  # The XML files, by label, then by run and shard.
    with open(path, encoding="utf-8") as events:
        for event in map(json.loads, events):
            ident = event["id"]
            if "targetConfigured" in ident:
                if "testSize" in event.get("configured", {}):
                    label = ident["targetConfigured"]["label"]
                    statuses.setdefault(label, "NOT BUILT")
            elif "testSummary" in ident:
                label = ident["testSummary"]["label"]
                statuses[label] = event["testSummary"]["overallStatus"]
            elif "testResult" in ident:
                # A later attempt replaces an earlier one.
                part = ident["testResult"].get("run"), ident["testResult"].get("shard")
                for output in event["testResult"].get("testActionOutput", []):
                    if output["name"] == "test.xml":
                        label = ident["testResult"]["label"]
                        results.setdefault(label, {})[part] = output["uri"]

    total = [0, 0, 0]
    for label, status in sorted(statuses.items()):
        passed = failed = skipped = 0
        for uri in results.get(label, {}).values():
            file = urllib.request.url2pathname(urllib.parse.urlparse(uri).path)
            try:
                counts = count_cases(file)
            except (OSError, xml.etree.ElementTree.ParseError) as error:
                complain(label, error)
                counts = 0, 1, 0
            passed, failed, skipped = (
                a + b for a, b in zip((passed, failed, skipped), counts)
            )
        if failed:
            complain(label, f"{failed} failed")
        elif status != "PASSED":
            complain(label, status)
            failed = 1
        elif not passed:
            complain(label, f"ran no test case ({skipped} skipped)")
            failed = 1
        total = [a + b for a, b in zip(total, (passed, failed, skipped))]
    return total


def main(kind, path):
    print(*{"bazel": count_bazel, "junit": count_cases}[kind](path))


if __name__ == "__main__":
    main(*sys.argv[1:])
