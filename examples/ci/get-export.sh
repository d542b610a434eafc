#!/bin/sh
# Yours to write: puts what the platform exports into the folder named by the first argument. What an earlier month held
# already may come again: convert --append keeps each event once. A directory of people is named in rse-maturity.toml.
#
# `rse-maturity explain FORMAT` says where an administrator gets the export of each platform. For Mattermost, say:
#
#   mmctl export create && mmctl export download ... && unzip ... -d "$1"
set -eu
mkdir -p "$1"
cp /srv/exports/*.csv "$1"
