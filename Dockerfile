# The portal in production: web, worker, beat and relay are this one image with another command (docker-compose.yml).

# 1. The packages. The PostgreSQL driver is built here, against the system's own libpq and OpenSSL.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev libpq-dev \
 && rm -rf /var/lib/apt/lists/*
COPY requirements/production.lock /requirements.lock
RUN python -m venv /opt/portal \
 && /opt/portal/bin/pip install --no-cache-dir --require-hashes --requirement /requirements.lock

# 2. What runs: no compiler, no root.
FROM python:3.11-slim-bookworm
# libpq for the database; Pango and HarfBuzz for the PDF; a font list for Pango comes with them.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpq5 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home portal \
 && install --directory --owner=portal /files /portal
COPY --from=build /opt/portal /opt/portal
COPY --chown=portal . /portal
WORKDIR /portal
USER portal
ENV PATH=/opt/portal/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 FILES_FOLDER=/files
# Needs no secret and no server; the addresses only keep it from looking for one.
RUN DATABASE_URL=postgresql:///none BROKER_URL=redis://none python manage.py collectstatic --no-input --verbosity=0
ENV MODE=production
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "docker/healthcheck.py"]
CMD ["gunicorn", "config.wsgi", "--config=python:config.serving", "--bind=0.0.0.0:8000", "--workers=2"]
