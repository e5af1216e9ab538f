"""Asks the web server in this container whether it is ready, under the name that it serves. Standard library only."""

import http.client
import os
import sys

HOST = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")


def main() -> int:
    line = http.client.HTTPConnection("127.0.0.1", 8000, timeout=10)
    line.request("GET", "/_healthz/readyz/", headers={"Host": HOST})
    answer = line.getresponse()
    print(answer.read().decode())
    return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
