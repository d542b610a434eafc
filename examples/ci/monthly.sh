#!/bin/sh
# Every month: add the platform's export to the data set, take a snapshot, check it. In the crontab of a user who alone
# may read this folder, on the 2nd of the month, when the month before is over in every zone:
#
#   MAILTO=network-team@example.org
#   0 6 2 * *  /srv/network-maturity/monthly.sh
#
# cron mails what it prints. METRICS is where node_exporter looks for text files (--collector.textfile.directory).
set -eu
cd "$(dirname "$0")"

./get-export.sh export
rse-maturity convert export --append -o dataset
rse-maturity track dataset --history history.sqlite \
    --until "$(date -d "-$(date +%d) days" +%F)" # the last day of the month before: so many days ago as the day of the month
rse-maturity check --history history.sqlite \
    --write badge=badge.svg --write prometheus="${METRICS:-.}/rse_maturity.prom"
