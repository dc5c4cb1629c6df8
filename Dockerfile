# The tracker with its embedded PostgreSQL. All data is in /data:
#   docker build -t mygymtracker .
#   docker run -p 127.0.0.1:3000:3000 -v gym:/data mygymtracker
FROM python:3.13-slim AS client
WORKDIR /app
COPY requirements-node.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-node.lock
COPY web web
COPY src/mygymtracker/__init__.py src/mygymtracker/webbuild.py src/mygymtracker/
RUN PYTHONPATH=src python -m mygymtracker.webbuild

FROM python:3.13-slim
RUN useradd --system --home-dir /data --create-home mygymtracker
WORKDIR /app
COPY pyproject.toml hatch_build.py README.md LICENSE requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY src src
COPY --from=client /app/src/mygymtracker/web src/mygymtracker/web
RUN pip install --no-cache-dir --no-deps --no-build-isolation .
USER mygymtracker
ENV HOST=0.0.0.0 MYGYMTRACKER_HOME=/data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
CMD ["mygymtracker", "serve"]
