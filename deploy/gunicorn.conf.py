"""How gunicorn serves Regie. The address (--bind) and WEB_CONCURRENCY come from whoever starts it."""

import os

wsgi_app = "regie.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
max_requests = 200_000  # a leak in a library then never grows old; every open screen of a meeting asks each second
max_requests_jitter = 20_000
# In memory where that exists: a heartbeat on a slow disk would look like a hang.
worker_tmp_dir = next(filter(os.path.isdir, ["/dev/shm"]), None)  # noqa: S108 - gunicorn makes a file of its own there
accesslog = None  # regie/log_lines.py writes a line per request, without what a person typed
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
