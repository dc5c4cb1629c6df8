# The tracker with its embedded PostgreSQL. All data is in /data:
#   docker build -t mygymtracker .
#   docker run -p 127.0.0.1:3000:3000 -v gym:/data mygymtracker
FROM python:3.13-slim
RUN useradd --system --home-dir /data --create-home mygymtracker
WORKDIR /app
COPY pyproject.toml README.md LICENSE requirements.lock ./
COPY src src
RUN pip install --no-cache-dir --require-hashes -r requirements.lock \
 && pip install --no-cache-dir --no-deps --no-build-isolation .
USER mygymtracker
ENV HOST=0.0.0.0 MYGYMTRACKER_HOME=/data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
CMD ["mygymtracker", "serve"]
