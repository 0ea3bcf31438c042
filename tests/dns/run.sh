#!/usr/bin/env bash
# The DNS server against real clients: `dig`, and the resolver of Node.js. Nothing is sent beyond this machine.
# Usage: tests/dns/run.sh [PROGRAM]; the program `cargo test` has built by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

program=${1:-target/debug/vpcanvas}
for command in dig node; do
    command -v "$command" >/dev/null || { echo "dns: SKIPPED, there is no $command (Debian: dnsutils, nodejs)" >&2; exit 0; }
done
scratch=$(mktemp -d)
design=$scratch/design.vpcanvas.json
cp tests/dns/design.vpcanvas.json "$design"
# Without IPv6 on this machine the other family is tested alone.
six=()
[[ -e /proc/net/if_inet6 ]] && grep -q '^0*1 ' /proc/net/if_inet6 && six=(--listen '[::1]:0')

"$program" serve-dns "$design" --from vpc-a --listen 127.0.0.1:0 "${six[@]}" --from vpc-b --listen 0.0.0.0:0 \
    --from vpc-silent --listen 127.0.0.1:0 >"$scratch/out" 2>"$scratch/err" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait || true; rm -rf "$scratch"' EXIT

count=0
fail() {
    printf 'dns: %s\n' "$@" >&2
    cat "$scratch/err" >&2
    exit 1
}

# Waits until a command succeeds.
await() {
    for _ in $(seq 100); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done
    fail "this did not come true in 10 s: $*"
}

port_of() { sed -n "s/^$1 is served on $2:\([0-9]*\)$/\1/p" "$scratch/out"; }
ask() { dig @127.0.0.1 -p "$port" +time=3 +tries=1 "$@"; }

# expect WHAT EXPECTED ARGUMENTS…: the lines `dig` prints, blanks apart.
expect() {
    local expected=$1 found
    shift
    found=$(ask "$@" | sed 's/[[:space:]]\+/ /g') || true
    [[ $found == "$expected" ]] || fail "dig $*" "expected: $expected" "found:    $found"
    count=$((count + 1))
}

# header STATUS FLAGS ARGUMENTS…: what the first lines of `dig` say.
header() {
    local status=$1 flags=$2 found
    shift 2
    found=$(ask "$@") || true
    [[ $found == *"status: $status,"* ]] || fail "dig $*: expected status $status" "$found"
    [[ $found == *";; flags: $flags;"* ]] || fail "dig $*: expected flags $flags" "$found"
    count=$((count + 1))
}

await grep -q '^vpc-silent is served on' "$scratch/out"
port=$(port_of vpc-a 127.0.0.1)
port_b=$(port_of vpc-b 127.0.0.1)
port_silent=$(port_of vpc-silent 127.0.0.1)

# Every name of the design: the server says what `vpcanvas dig` says.
answers_of() { sed -n '/^;; ANSWER SECTION/,/^$/p' | grep -v '^;' | sed 's/[[:space:]]\+/ /g' | grep . | sort || true; }
for name in $(grep -o '"Name": "[a-z0-9_.-]*\.\(com\|test\)"' "$design" | cut -d'"' -f4 | sort -u) x.y.wild.example.com; do
    for type in A SRV; do
        told=$("$program" dig "$design" --from vpc-a "$name" "$type") || true
        # An answer that leads out of the design, or in a circle, is none on the wire.
        [[ $told == *"status: PUBLIC"* ]] && told=
        told=$(answers_of <<<"$told")
        served=$(ask "$name" "$type" | answers_of)
        # The target of SRV is printed as the design has it, without its last dot.
        [[ $told == "$served" || $told. == "$served" ]] || fail "$name $type" "vpcanvas dig: $told" "served: $served"
        count=$((count + 1))
    done
done

# Flags, statuses and what is said in the other sections.
header NOERROR 'qr rd ra' api.example.com
header NOERROR 'qr ra' +norecurse api.example.com
header NOERROR 'qr rd ra cd' +cdflag +adflag +dnssec api.example.com
header NXDOMAIN 'qr rd ra' nothing.example.com
header NXDOMAIN 'qr rd ra' gone.example.com
header NOERROR 'qr rd ra' api.example.com MX
header SERVFAIL 'qr rd ra' elsewhere.test
header SERVFAIL 'qr rd ra' loop-a.example.com
header SERVFAIL 'qr rd ra' bad.example.com TXT
header REFUSED 'qr rd ra' version.bind TXT CH
[[ $(ask example.com AXFR) == *'Transfer failed'* ]] || fail "a zone is handed out"
header NOTIMP 'qr rd ra' +opcode=notify example.com
header BADVERS 'qr rd ra' +edns=1 +noednsnegotiation api.example.com
header NOERROR 'qr rd ra' "$(printf 'a%.0s' {1..63}).wild.example.com"
soa='example.com. 300 IN SOA ns-1.example.com. hostmaster.example.com. 1 7200 900 1209600 300'
expect "$soa" +noall +authority nothing.example.com
expect "$soa" +noall +authority +answer example.com TYPE65280
[[ $(ask elsewhere.test) == *'EDE: 0 (Other)'*'public DNS decides'* ]] || fail "no reason for elsewhere.test"
grep -q 'bad.example.com has the TXT value' "$scratch/err" || fail "a bad value is not reported"
[[ $(ask wWw.eXample.com) == *';wWw.eXample.com.'* ]] || fail "the question is not echoed letter by letter"

# A label of octets no name of a host has, and what is printed beside real dig: the same question, the same lines.
header NXDOMAIN 'qr rd ra' "$(printf '\\255%.0s' {1..63}).example.com"
lines_of() { sed -n '/^;[^ ;]/p; /^[^; ]/p'; }
for name in www.example.com a-name-too-long-for-its-column.wild.example.com; do
    [[ $("$program" dig "$design" --from vpc-a "$name" | lines_of) == "$(ask "$name" +nocmd +nostats | lines_of)" ]] ||
        fail "vpcanvas dig lays out $name otherwise than dig" "$("$program" dig "$design" --from vpc-a "$name")" "$(ask "$name")"
done

# Types whose values have a form of their own.
expect '10 mail.example.com.
20 mail2.example.com.' +short example.com MX
expect '"v=spf1 -all" "second \"string\""' +short example.com TXT
expect '"v=spf1 -all"' +short example.com SPF
expect '0 issue "ca.example.com"' +short example.com CAA
expect '100 50 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .' +short number.example.com NAPTR
expect '60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118' +short child.example.com DS
expect '3 1 1 2BB183AF5F22588179A53B0A98631FAD1A2921182BB183AF5F225881 79A53B0A' +short _443._tcp.api.example.com TLSA
expect '4 2 2BB183AF5F22588179A53B0A98631FAD1A2921182BB183AF5F225881 79A53B0A' +short host.example.com SSHFP
expect '1 api.example.com. alpn="h2,h3" port=8443' +short _svc.example.com SVCB
expect '1 . alpn="h2" ipv4hint=10.0.1.10' +short api.example.com HTTPS
expect 'api.example.com.' +short 10.1.0.10.in-addr.example.com PTR
[[ $(ask +noall +answer example.com ANY | wc -l) == 8 ]] || fail "ANY is not everything example.com has"

# What does not fit is cut over UDP, and dig comes again over TCP.
header NOERROR 'qr tc rd ra' +ignore +noedns long.example.com TXT
header NOERROR 'qr rd ra' +ignore +bufsize=1232 long.example.com TXT
for size in +noedns +bufsize=512 +bufsize=4096; do
    [[ $(ask "$size" big.example.com) == *'ANSWER: 120,'*'(TCP)'* ]] || fail "big.example.com $size is not whole over TCP"
done
[[ $(ask +tcp +keepopen api.example.com www.example.com | grep -c 'status: NOERROR') == 2 ]] || fail "two questions on a connection"

# Other views, and the other family.
port=$port_b expect 10.1.0.9 +short api.example.com
# On all addresses of the machine each is answered from itself; dig takes no response from another.
for own in $(hostname -I | tr ' ' '\n' | grep -F . || true); do
    for transport in +notcp +tcp; do
        [[ $(dig "@$own" -p "$port_b" +time=3 +tries=1 "$transport" +short api.example.com) == 10.1.0.9 ]] || fail "no answer from $own $transport"
    done
    count=$((count + 1))
done
[[ $(dig @127.0.0.1 -p "$port_silent" +time=1 +tries=1 api.example.com) == *'no servers could be reached'* ]] || fail "vpc-silent speaks"
[[ $(dig @127.0.0.1 -p "$port_silent" +time=3 +tries=1 +tcp api.example.com) == *'end of file'* ]] || fail "vpc-silent holds the line"
if ((${#six[@]})); then
    port_six=$(port_of vpc-a '\[::1\]')
    for transport in +notcp +tcp; do
        [[ $(dig @::1 -p "$port_six" "$transport" +short api.example.com AAAA) == 2001:db8::10 ]] || fail "no answer over IPv6 $transport"
    done
else
    echo "dns: IPv6 SKIPPED, this machine has none" >&2
fi

node tests/dns/resolver.mjs "$port" "$port_silent"

# The file changes, breaks and is mended.
first_is() { [[ $(ask +short api.example.com | head -1) == "$1" ]]; }
replace() { sed "$1" tests/dns/design.vpcanvas.json >"$scratch/new" && mv "$scratch/new" "$design"; }
replace 's/"10\.0\.1\.10"/"10.0.9.9"/'
await first_is 10.0.9.9
echo '{"version": 1, "resources": ' >"$design"
await grep -q 'as it was before is served on' "$scratch/err"
first_is 10.0.9.9 || fail "a broken file changes answers"
rm "$design"
await grep -q 'there is no such file' "$scratch/err"
first_is 10.0.9.9 || fail "a missing file changes answers"
replace 's/vpc-a/vpc-z/g'
await grep -q -- '--from vpc-a: there is no such resource' "$scratch/err"
await grep -q 'status: SERVFAIL' <(ask api.example.com)
replace ''
await first_is 10.0.1.10

# A taken address is said, and an interruption is a good end.
taken=$("$program" serve-dns "$design" --from vpc-a --listen "127.0.0.1:$port" 2>&1) && fail "an address is served twice"
[[ $taken == *"choose another port"* ]] || fail "a taken address: $taken"
kill -INT "$server"
wait "$server" || fail "an interruption ends with exit code $?"
grep -qi panic "$scratch/err" && fail "a panic"
echo "dns: $count answers of dig"
