# The server without a store: set TERMINOLOGY_MONGODB_URI. compose.yaml runs it with a MongoDB.
FROM python:3.11.14-slim-bookworm AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/terminology
COPY constraints.txt pyproject.toml README.md ./
COPY terminology terminology
COPY fhir_resources fhir_resources
COPY seed seed
RUN /opt/terminology/bin/pip install --constraint constraints.txt . \
 && /opt/terminology/bin/python -m compileall -q /opt/terminology/lib

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="Terminology Server"
# Only /tmp (metrics of several workers) and the volume of the shared column files must be writable.
RUN groupadd --gid 10001 terminology && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin terminology
RUN mkdir -p /var/lib/terminology/columns && chown -R 10001:10001 /var/lib/terminology
COPY --from=build /opt/terminology /opt/terminology
ENV PATH=/opt/terminology/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TERMINOLOGY_HOST=0.0.0.0 \
    TERMINOLOGY_PORT=8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['TERMINOLOGY_PORT'] + '/livez', timeout=2)"]
ENTRYPOINT ["terminology"]
CMD ["serve"]
