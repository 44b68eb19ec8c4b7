#!/bin/bash
# Formats the directory at the first start; the cluster's id is of no use to anybody else.
set -eu
export LOG_DIR=/tmp
kafka=/opt/kafka/bin
properties=/etc/kafka-sotto/server.properties
$kafka/kafka-storage.sh format --ignore-formatted --cluster-id c290dG8tdHJ5LW9ubHktMQ --config $properties
exec $kafka/kafka-server-start.sh $properties
