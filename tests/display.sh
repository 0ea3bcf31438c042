# shellcheck shell=bash
# A display nobody sees, windows of the program on it, and hands for them: sourced by the tests of the real window.

# begin_display WIDTHxHEIGHT: a display of that size, and a folder for what is saved. Both are gone with the shell.
begin_display() {
    home=$(mktemp -d)
    export LIBGL_ALWAYS_SOFTWARE=1
    unset WAYLAND_DISPLAY
    local display_file=$home/display
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3>"$display_file" 2>/dev/null &
    processes=("$!")
    trap end_display EXIT
    for _ in $(seq 50); do [[ -s $display_file ]] && break; sleep 0.1; done
    DISPLAY=:$(<"$display_file")
    export DISPLAY
}

end_display() {
    kill "${processes[@]}" 2>/dev/null || true
    wait "${processes[@]}" 2>/dev/null || true
    rm -rf "$home"
}

fail() {
    echo "$1" >&2
    exit 1
}

# open_window PROGRAM FILE [X]: shows a design; `process` and `id` are those of its window then.
open_window() {
    # A memory of its own: what another window left unsaved is not asked about.
    local memory
    memory=$(mktemp -d -p "$home")
    XDG_DATA_HOME=$memory XDG_CONFIG_HOME=$memory "$1" "$2" 2>"$home/said" &
    process=$!
    processes=("$process" "${processes[@]}")
    id=
    for _ in $(seq 120); do
        id=$(xdotool search --onlyvisible --pid "$process" 2>/dev/null | head -1) && [[ -n $id ]] && break
        kill -0 "$process" || fail "the program ended before it showed a window: $(<"$home/said")"
        sleep 0.25
    done
    [[ -n $id ]] || fail "no window after 30 s"
    xdotool windowmove "$id" "${3:-0}" 0 windowfocus "$id"
    quiet
}

# close_window: ends the program of the last window, whatever is not saved.
close_window() {
    kill "$process"
    wait "$process" 2>/dev/null || true
}

cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$process/stat"; }

# Waits until the window has nothing to do: what was pressed is done and painted, and what is pressed next goes where it then belongs.
quiet() {
    local before now still=0
    before=$(cpu_ticks)
    for _ in $(seq 200); do
        sleep 0.06
        now=$(cpu_ticks)
        if [[ $now == "$before" ]]; then still=$((still + 1)); else still=0; fi
        ((still == 3)) && return
        before=$now
    done
    fail "the window never rests"
}

# press KEYS…: as xdotool calls them, one after the other.
press() {
    local keys
    for keys in "$@"; do xdotool key --clearmodifiers "$keys"; quiet; done
}

# find_by_name TEXT: runs a command, or shows an object, by its name or id.
find_by_name() { press ctrl+k && xdotool type --delay 15 "$1" && quiet && press Return; }

# insert TEXT: puts something new where it may stand by the selection; it is selected then.
insert() { press i && xdotool type --delay 15 "$1" && quiet && press Return; }

# drag X Y X Y: slowly enough that each place on the way is seen.
drag() {
    local step
    xdotool mousemove "$1" "$2" && quiet
    xdotool mousedown 1 && quiet
    for step in 1 2 3 4; do
        xdotool mousemove $(($1 + ($3 - $1) * step / 4)) $(($2 + ($4 - $2) * step / 4))
        quiet
    done
    xdotool mouseup 1 && quiet
}

# saved FILE EXPRESSION: saves, and waits until the expression holds of the `design` in the file; `ids(kind)` finds what is of a kind.
saved() {
    press ctrl+s
    local program='
        const design = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        const ids = (kind) => Object.keys(design.resources).filter((id) => design.resources[id].Kind === kind);
        process.exit(eval(process.argv[2]) ? 0 : 1);'
    for _ in $(seq 40); do
        node -e "$program" "$1" "$2" 2>/dev/null && return
        sleep 0.1
    done
    cat "$1" >&2
    fail "after saving this does not hold: $2"
}
