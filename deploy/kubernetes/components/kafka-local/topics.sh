#!/bin/bash
# Makes the topics that are missing, and leaves the others as they are.
set -eu
export LOG_DIR=/tmp
while read -r name partitions cleanup retention; do
    case $name in '#'*) continue ;; esac
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic "$name" \
        --partitions "$partitions" --replication-factor 1 \
        --config "cleanup.policy=$cleanup" --config "retention.ms=$retention"
done < /etc/kafka-sotto/topics.txt
