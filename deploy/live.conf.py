"""How gunicorn holds the screens of running meetings that wait for a change. Whoever starts it says the address."""

import os

wsgi_app = "regie.waiting_screens:application"
bind = os.environ.get("BIND", "127.0.0.1:8001")
worker_class = "asgi"
asgi_lifespan = "on"
workers = 1  # it holds thousands of screens, and looks for all of them at once
worker_connections = 10_000
keepalive = 75  # a screen asks again and again
timeout = 60
graceful_timeout = 5
worker_tmp_dir = next(filter(os.path.isdir, ["/dev/shm"]), None)  # noqa: S108 - gunicorn makes a file of its own there
accesslog = None
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
