#!/usr/bin/env bash
# The real window, on a display nobody sees: it opens, shows the example, keeps quiet when idle and ends when asked to.
# Usage: tests/window.sh [PROGRAM [PICTURE]]; the program `cargo test` has built by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=${1:-target/debug/vpcanvas}
picture=${2:-$(mktemp --suffix=.png)}
home=$(mktemp -d)
export LIBGL_ALWAYS_SOFTWARE=1 XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home
unset WAYLAND_DISPLAY

display_file=$(mktemp)
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3>"$display_file" 2>/dev/null &
server=$!
trap 'kill "${window:-}" "$server" 2>/dev/null || true; rm -rf "$home" "$display_file"' EXIT
for _ in $(seq 50); do [[ -s $display_file ]] && break; sleep 0.1; done
DISPLAY=:$(<"$display_file")
export DISPLAY

"$program" examples/saas-privatelink/design.vpcanvas.json &
window=$!
for _ in $(seq 60); do
    id=$(xdotool search --onlyvisible --pid "$window" 2>/dev/null | head -1) && [[ -n $id ]] && break
    kill -0 "$window" || { echo "the program ended before it showed a window" >&2; exit 1; }
    sleep 0.5
done
[[ -n ${id:-} ]] || { echo "no window after 30 s" >&2; exit 1; }
sleep 3

cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$window/stat"; }
before=$(cpu_ticks)
sleep 2
used=$(($(cpu_ticks) - before))
((used <= 20)) || { echo "the idle window used $used of 200 ticks: it repaints without need" >&2; exit 1; }

scrot --overwrite "$picture"
colors=$(identify -format '%k' "$picture")
((colors > 50)) || { echo "the window shows only $colors colors" >&2; exit 1; }
echo "window: $(xdotool getwindowname "$id"), $colors colors, $used ticks in 2 s idle"
