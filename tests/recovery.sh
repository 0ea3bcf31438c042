#!/usr/bin/env bash
# A window that is killed: what was changed in it is offered by the next one, comes back, and can be undone.
# Usage: tests/recovery.sh [PROGRAM]; the program `cargo test` has built by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$(realpath "${1:-target/debug/vpcanvas}")
home=$(mktemp -d)
export LIBGL_ALWAYS_SOFTWARE=1 XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home
unset WAYLAND_DISPLAY

display_file=$(mktemp)
# Without -noreset the display begins anew whenever its only window is killed, and refuses the next one meanwhile.
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>"$display_file" 2>/dev/null &
server=$!
trap 'kill "${window:-}" "$server" 2>/dev/null || true; rm -rf "$home" "$display_file"' EXIT
fail() { echo "recovery: $1" >&2; exit 1; }

wait_until() { # SECONDS WHAT COMMAND…
    local left=$(($1 * 5)) what=$2
    shift 2
    until "$@" 2>/dev/null; do ((left-- > 0)) || fail "$what"; sleep 0.2; done
}

wait_until 30 "no display" test -s "$display_file"
DISPLAY=:$(<"$display_file")
export DISPLAY

open_window() {
    "$program" "$@" &
    window=$!
    wait_until 40 "no window" eval 'id=$(xdotool search --onlyvisible --pid "$window" | head -1) && [[ -n $id ]]'
    sleep 3
    xdotool windowfocus "$id"
    sleep 1
}

kept() { compgen -G "$home/vpcanvas/unsaved-*.json" >/dev/null; }
nothing_kept() { ! kept; }

cp examples/saas-privatelink/design.vpcanvas.json "$home/design.vpcanvas.json"
before=$(sha256sum <"$home/design.vpcanvas.json")
open_window "$home/design.vpcanvas.json"
xdotool key --clearmodifiers ctrl+a
sleep 0.5
xdotool key --clearmodifiers Delete
wait_until 15 "the change was not kept" kept
kill -9 "$window"
wait "$window" 2>/dev/null || true
[[ $before == "$(sha256sum <"$home/design.vpcanvas.json")" ]] || fail "the file was changed though nobody saved it"

open_window
xdotool key --clearmodifiers Return # Bring back
wait_until 10 "the changes were not brought back" eval 'xdotool getwindowname "$id" | grep -q "• design.vpcanvas.json"'
wait_until 10 "the changes that were brought back are not kept with their steps" grep -q '"steps":\[{' "$home"/vpcanvas/unsaved-*.json
xdotool key --clearmodifiers ctrl+z
# The copy follows the undo: the design is whole again, and no step is left that could be undone.
wait_until 15 "undo did not bring back what was deleted" grep -q '"steps":\[\]' "$home"/vpcanvas/unsaved-*.json
kill -9 "$window"
wait "$window" 2>/dev/null || true

open_window
sleep 1
xdotool key --clearmodifiers Shift+Tab
sleep 0.5
xdotool key --clearmodifiers Return # Discard them
wait_until 10 "what was given up is still kept" nothing_kept
echo "recovery: brought back after a kill, undone, and given up"
