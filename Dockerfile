FROM python:3.11-slim AS built
WORKDIR /source
ENV PIP_PYTHON=/opt/leitai/bin/python
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv --without-pip /opt/leitai \
    && pip install --no-cache-dir --no-compile --no-deps --require-hashes -r requirements.lock \
    && pip check
COPY bot bot
COPY handlers handlers
COPY scoring scoring
COPY storage storage
# Nothing is left that the bot does not load, and a month of the demo compiles what it does load; without fonts it would fail.
RUN pip install --no-cache-dir --no-compile --no-deps --no-build-isolation . \
    && find /opt/leitai/lib/python3*/site-packages \( -type d -name tests -o -name '*.c' -o -name wqy -o -name '*-Light.otf' -o -path '*/fontTools/*.so' \) -prune -exec rm -rf {} + \
    && /opt/leitai/bin/leitai demo --tour --out /source/tour \
    && /opt/leitai/bin/python -c 'import obstore, psycopg'

FROM python:3.11-slim
RUN groupadd --system --gid 10001 leitai \
    && useradd --system --no-log-init --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin leitai \
    && install --directory --owner=10001 --group=10001 --mode=700 /data
COPY --from=built /opt/leitai /opt/leitai
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV PATH=/opt/leitai/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    LEITAI_DATA_DIR=/data \
    LEITAI_RULEBOOK=/data/rulebook.toml \
    LEITAI_HTTP=127.0.0.1:9090 \
    MPLCONFIGDIR=/data/matplotlib
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["python", "-c", "from http.client import HTTPConnection; asked = HTTPConnection('127.0.0.1', 9090, timeout=8); asked.request('GET', '/healthz'); raise SystemExit(asked.getresponse().status != 200)"]
ENTRYPOINT ["leitai"]
CMD ["run"]
