#!/usr/bin/env bash
# Hands at the real window, on a display nobody sees: drag, the main job by keyboard, and copy and paste from one window to another.
# Each is checked in the file that is saved. Usage: tests/gestures.sh [PROGRAM]; the program `cargo test` has built by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tests/display.sh
source tests/display.sh

program=${1:-target/debug/vpcanvas}
begin_display 2880x900

# A design stands in the middle of the canvas when all of it is shown; in focus mode the canvas is the window below its bar.
middle=(720 467)

dragging() {
    local file=$home/dragged.vpcanvas.json
    cp examples/saas-privatelink/design.vpcanvas.json "$file"
    open_window "$program" "$file"
    press ctrl+period shift+1 shift+0
    # The example is 1544 by 488 points large: the instance stands at 160, 192, the other subnet around 440, 200.
    drag $((middle[0] + 160 - 772)) $((middle[1] + 192 - 244)) $((middle[0] + 440 - 772)) $((middle[1] + 200 - 244))
    saved "$file" 'design.resources["i-app"].SubnetId === "subnet-consumer-b"'
    press ctrl+z
    saved "$file" 'design.resources["i-app"].SubnetId === "subnet-consumer-a"'
    close_window
    echo "gestures: an instance is dragged into another subnet, and undo takes it back"
}

# show_in_the_middle TEXT: an object at its own size.
show_in_the_middle() {
    find_by_name "$1"
    press shift+2
}

main_job() {
    local file=$home/job.vpcanvas.json end
    printf '{"resources": {}, "version": 1}' >"$file"
    open_window "$program" "$file"
    press ctrl+period
    insert vpc
    insert subnet
    insert instance
    insert "interface endpoint"
    insert "endpoint service"
    saved "$file" 'design.resources["i-1"].SubnetId === "subnet-1" && design.resources["vpce-1"].VpcId === "vpc-1"
        && "vpce-svc-1" in design.resources && !("ServiceName" in design.resources["vpce-1"])'
    # Which two is asked by pointing at them.
    press a
    for end in vpce-1 vpce-svc-1; do
        show_in_the_middle "$end"
        # The pointer moves even where it stands there already, because a hand does.
        xdotool mousemove $((middle[0] + 30)) "${middle[1]}" && quiet
        xdotool mousemove "${middle[@]}" && quiet && xdotool click 1 && quiet
    done
    press v
    find_by_name i-1
    find_by_name "trace from here"
    find_by_name vpce-1
    find_by_name "trace to here"
    find_by_name "keep the trace"
    saved "$file" 'design.resources["vpce-1"].ServiceName.endsWith("vpce-svc-1") && design.checks.length === 1
        && design.checks[0].From === "i-1" && design.checks[0].To === "vpce-1" && design.checks[0].Expect === "unreachable"'
    press ctrl+z ctrl+z
    saved "$file" '!("ServiceName" in design.resources["vpce-1"]) && !(design.checks ?? []).length'
    close_window
    echo "gestures: the main job by keyboard: insert, connect, trace, keep, undo, save"
}

copy_between_windows() {
    local from=$home/from.vpcanvas.json to=$home/to.vpcanvas.json
    cp examples/saas-privatelink/design.vpcanvas.json "$from"
    printf '{"resources": {}, "version": 1}' >"$to"
    open_window "$program" "$from"
    find_by_name vpc-consumer
    press ctrl+c
    open_window "$program" "$to" 1440
    press ctrl+v
    saved "$to" 'ids("Vpc").length === 1 && ids("Instance").length === 1 && Object.keys(design.resources).length > 4'
    press ctrl+v
    saved "$to" 'ids("Vpc").length === 2'
    echo "gestures: a VPC is copied in one window and pasted in another, twice"
}

dragging
main_job
copy_between_windows
