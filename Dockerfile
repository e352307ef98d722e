# The image of the bot for compose.yaml: the pinned runtime, an unprivileged user, nothing kept inside.
FROM python:3.13-slim
ENV VENV=/opt/anwen PATH=/opt/anwen/bin:$PATH ANWEN_HOME=/tmp/anwen PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY . .
RUN scripts/setup.sh runtime && useradd --create-home anwen
USER anwen
CMD ["anwen", "--help"]
