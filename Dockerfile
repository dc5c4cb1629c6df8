# The tracker with its embedded PostgreSQL. All data is in /data:
#   docker build -t mygymtracker .
#   docker run -p 127.0.0.1:3000:3000 -v gym:/data mygymtracker
# Nothing else is written but /tmp, and no capability is needed:
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges …
# For a base by digest: --build-arg PYTHON=python@sha256:…  For the version, which git is not here to tell:
# --build-arg VERSION=1.2.0
ARG PYTHON=python:3.13.11-slim

# What browsers load is the same on every machine, and built once.
FROM --platform=$BUILDPLATFORM ${PYTHON} AS client
WORKDIR /app
COPY requirements-node.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-node.lock
COPY web web
COPY src/mygymtracker/__init__.py src/mygymtracker/webbuild.py src/mygymtracker/
RUN PYTHONPATH=src python -m mygymtracker.webbuild

# What runs, in an environment of its own; the tools that build it stay here.
FROM ${PYTHON} AS program
WORKDIR /app
COPY requirements.lock requirements-dev.lock ./
RUN python -m venv /opt/mygymtracker && \
    /opt/mygymtracker/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
RUN pip install --no-cache-dir --require-hashes -r requirements-dev.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src src
COPY --from=client /app/src/mygymtracker/web src/mygymtracker/web
ARG VERSION
RUN ${VERSION:+env SETUPTOOLS_SCM_PRETEND_VERSION=$VERSION} \
    pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . && \
    /opt/mygymtracker/bin/pip install --no-cache-dir --no-deps --no-index /wheels/*.whl && \
    /opt/mygymtracker/bin/pip uninstall --quiet --yes pip

FROM ${PYTHON}
# by number, so that Kubernetes sees that it is not root
RUN useradd --system --uid 999 --home-dir /data --create-home mygymtracker
COPY --from=program /opt/mygymtracker /opt/mygymtracker
USER mygymtracker
ENV PATH=/opt/mygymtracker/bin:$PATH HOST=0.0.0.0 MYGYMTRACKER_HOME=/data
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 3000)}/health/ready', timeout=4)"]
CMD ["mygymtracker", "serve"]
