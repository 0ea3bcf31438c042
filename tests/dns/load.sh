#!/usr/bin/env bash
# How many questions the DNS server answers in a second on one core with 10,000 records, beside nsd with the same zone.
# It fails when an answer is lost or wrong; the figures are printed and decide nothing, machines differ.
# Usage: tests/dns/load.sh [PROGRAM [SECONDS]]; the program `cargo build --release -p vpcanvas-cli` has built by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# nsd is a server and stands where only administrators look.
PATH=$PATH:/usr/sbin

program=${1:-target/release/vpcanvas-cli}
seconds=${2:-5}
for command in nsd dnsperf dig taskset; do
    command -v "$command" >/dev/null || { echo "dns load: SKIPPED, there is no $command (Debian: nsd, dnsperf, dnsutils)" >&2; exit 0; }
done
scratch=$(mktemp -d)
trap 'kill ${ours:-} ${theirs:-} 2>/dev/null || true; wait || true; rm -rf "$scratch"' EXIT
fail() {
    printf 'dns load: %s\n' "$@" >&2
    exit 1
}

# The last core serves, the others ask.
cores=$(nproc)
server_core=$((cores - 1))
client_cores=0-$((cores > 1 ? cores - 2 : 0))

records=10000
address_of='function address(n) { return "10." int(n / 65536) "." int(n / 256) % 256 "." n % 256 }'
seq "$records" | awk "$address_of"'
    BEGIN {
        printf "{\"version\": 1, \"resources\": {\"vpc-a\": {\"Kind\": \"Vpc\", \"CidrBlock\": \"10.0.0.0/16\", \"Region\": \"us-east-1\","
        printf "\"EnableDnsSupport\": true, \"EnableDnsHostnames\": true},"
        printf "\"zone-a\": {\"Kind\": \"HostedZone\", \"Name\": \"load.test\", \"PrivateZone\": true, \"VPCs\": [{\"VPCId\": \"vpc-a\"}], \"ResourceRecordSets\": ["
    }
    { printf "%s\n{\"Name\": \"host-%d.load.test\", \"Type\": \"A\", \"TTL\": 60, \"ResourceRecords\": [{\"Value\": \"%s\"}]}", (NR > 1 ? "," : ""), $1, address($1) }
    END { print "]}}}" }' >"$scratch/design.vpcanvas.json"
seq "$records" | awk "$address_of"'
    BEGIN { print "load.test. 60 IN SOA ns.load.test. host.load.test. 1 7200 900 1209600 300\nload.test. 60 IN NS ns.load.test." }
    { printf "host-%d.load.test. 60 IN A %s\n", $1, address($1) }' >"$scratch/load.test.zone"
# Every name once in an order that is not that of the file: 7919 has no factor in common with their number.
seq "$records" | awk -v records="$records" '{ printf "host-%d.load.test A\n", $1 * 7919 % records + 1 }' >"$scratch/questions"

: >"$scratch/out"
taskset -c "$server_core" "$program" serve-dns "$scratch/design.vpcanvas.json" --from vpc-a --listen 127.0.0.1:0 \
    >"$scratch/out" 2>"$scratch/err" &
ours=$!
port=
for _ in $(seq 100); do
    port=$(sed -n 's/^vpc-a is served on 127.0.0.1:\([0-9]*\)$/\1/p' "$scratch/out")
    [[ -n $port ]] && break
    sleep 0.1
done
[[ -n $port ]] || fail "serve-dns does not start" "$(cat "$scratch/err")"

# serve_theirs PORT: starts nsd and says whether it answers there.
serve_theirs() {
    their_port=$1
    cat >"$scratch/nsd.conf" <<CONF
server:
    server-count: 1
    ip-address: 127.0.0.1
    port: $their_port
    username: ""
    chroot: ""
    zonesdir: "$scratch"
    database: ""
    pidfile: "$scratch/nsd.pid"
    xfrdfile: "$scratch/xfrd.state"
    zonelistfile: "$scratch/zone.list"
    logfile: "$scratch/nsd.log"
    rrl-ratelimit: 0
remote-control:
    control-enable: no
zone:
    name: load.test
    zonefile: load.test.zone
CONF
    taskset -c "$server_core" nsd -d -c "$scratch/nsd.conf" >"$scratch/nsd.out" 2>&1 &
    theirs=$!
    for _ in $(seq 100); do
        kill -0 "$theirs" 2>/dev/null || return 1
        [[ $(dig @127.0.0.1 -p "$their_port" +time=1 +tries=1 +short host-1.load.test 2>/dev/null) == 10.0.0.1 ]] && return
        sleep 0.1
    done
    return 1
}
# Somebody else may have a port.
for step in 1 2 3 4 5; do
    serve_theirs $((1024 + (port + 997 * step) % 64000)) && break
    ((step < 5)) || fail "nsd does not start" "$(cat "$scratch/nsd.out" "$scratch/nsd.log")"
done

# ask PORT LIMIT…: every question at least once; prints how many were answered in a second.
ask() {
    local port=$1 report
    shift
    report=$(taskset -c "$client_cores" dnsperf -s 127.0.0.1 -p "$port" -d "$scratch/questions" -c 4 -q 64 "$@" 2>&1)
    grep -q 'Queries lost: *0 ' <<<"$report" || fail "answers are lost" "$report"
    grep -q 'Response codes: *NOERROR [0-9]* (100.00%)' <<<"$report" || fail "answers are wrong" "$report"
    sed -n 's/ *Queries per second: *\([0-9]*\).*/\1/p' <<<"$report"
}

first=$(ask "$port" -n 1)
# Each in turn, so that what else the machine does meets both.
for turn in 1 2 3; do
    ours_now=$(ask "$port" -l "$seconds")
    theirs_now=$(ask "$their_port" -l "$seconds")
    awk -v turn="$turn" -v ours="$ours_now" -v theirs="$theirs_now" \
        'BEGIN { printf "dns load, turn %d: serve-dns %d questions a second, nsd %d: %.2f of it; no answer lost\n", turn, ours, theirs, ours / theirs }'
done
echo "dns load: $first questions a second when every name is asked for the first time"
