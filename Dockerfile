# Two images: `app` runs web, worker, beat, watch and every command; `front` is nginx with the
# static files and pages of the same version. Neither holds a secret.

FROM python:3.11-slim-bookworm AS packages
# Packages without a ready wheel for this processor are compiled here, not in what runs.
RUN apt-get update && apt-get install --yes --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes -r /tmp/base.txt


FROM python:3.11-slim-bookworm AS app
# Files are private to this user: nginx runs under the same number, to send them.
RUN groupadd --gid 10001 bulletin && useradd --uid 10001 --gid 10001 --no-create-home bulletin \
    && install --directory --owner=10001 --group=10001 --mode=700 /srv/media \
    && install --directory --owner=10001 --group=10001 --mode=700 /srv/ledger
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BULLETIN_PROFILE=container
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Settings want to be told everything; nothing of what they are told here is kept or used.
RUN BULLETIN_STATIC_ROOT=/srv/static BULLETIN_MEDIA=/srv/media \
    BULLETIN_LEDGER=/srv/ledger/erasures.jsonl \
    BULLETIN_PUBLIC_URL=https://build.invalid \
    BULLETIN_MAIL_HOST=build.invalid BULLETIN_MAIL_FROM=build@build.invalid \
    DATABASE_URL=postgresql://build.invalid/build REDIS_URL=redis://build.invalid/0 \
    BULLETIN_SECRET_KEY=there-is-no-secret-while-an-image-is-being-built-00 \
    BULLETIN_FIELD_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    sh -c 'python -m bulletin.catalogues compile \
        && python manage.py collectstatic --noinput \
        && python manage.py write_front_pages /srv/pages' \
    && python -m compileall -q /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]


FROM nginx:1.28-alpine AS front
RUN rm /etc/nginx/conf.d/default.conf
COPY deploy/nginx /etc/nginx
COPY --from=app /srv/static /srv/static
COPY --from=app /srv/pages /srv/pages
USER 10001:10001
