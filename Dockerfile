FROM python:3.11-slim
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock && pip check
COPY bot bot
COPY handlers handlers
COPY scoring scoring
COPY storage storage
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --system --home-dir /data leitai \
    && mkdir /data && chown leitai /data
USER leitai
VOLUME /data
ENV LEITAI_DATA_DIR=/data \
    LEITAI_RULEBOOK=/data/rulebook.toml \
    LEITAI_HTTP=127.0.0.1:9090 \
    MPLCONFIGDIR=/data/matplotlib
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["python", "-c", "from http.client import HTTPConnection; asked = HTTPConnection('127.0.0.1', 9090, timeout=8); asked.request('GET', '/healthz'); raise SystemExit(asked.getresponse().status != 200)"]
ENTRYPOINT ["leitai"]
CMD ["run"]
