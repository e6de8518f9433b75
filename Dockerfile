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
    MPLCONFIGDIR=/data/matplotlib
ENTRYPOINT ["leitai"]
CMD ["run"]
