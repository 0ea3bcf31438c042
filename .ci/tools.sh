# shellcheck shell=bash
# What the checks need and a fresh machine lacks: Debian packages, the wasm32 target, wasm-bindgen, Trunk, Playwright.
# Everything built here lands outside the checkout and is found again by the next run; nothing that is there is installed twice.

cache="${XDG_CACHE_HOME:-$HOME/.cache}/vpcanvas-ci"
trunk_version=0.21.14
playwright_version=1.65.1
mkdir -p "$cache"
export PATH="$cache/bin:$PATH"

# The version of a package in Cargo.lock; wasm-bindgen's two halves must agree to the digit.
locked_version() {
    awk -v name="\"$1\"" '$1 == "name" { found = ($3 == name) } found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

install_debian_packages() {
    local -A package_of=(
        [Xvfb]=xvfb [scrot]=scrot [xdotool]=xdotool [compare]=imagemagick [chromium]=chromium
        [dig]=dnsutils [dnsperf]=dnsperf [brotli]=brotli [npm]=npm [node]=nodejs [cc]=build-essential
    )
    local missing=() command
    for command in "${!package_of[@]}"; do
        command -v "$command" >/dev/null || missing+=("${package_of[$command]}")
    done
    # Libraries that the window opens at run time have no command to look for.
    # nsd stands where only administrators look for commands.
    for package in nsd libgl1-mesa-dri libegl1 libxkbcommon-x11-0 libxcursor1 libxi6; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok' || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

as_root() {
    if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

install_wasm_target() {
    rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
}

# The real AWS command line, its service models, and moto's AWS API on loopback.
install_aws_tools() {
    "$cache/aws/bin/moto_server" --help >/dev/null 2>&1 && "$cache/aws/bin/aws" --version >/dev/null 2>&1 && return
    python3 -m venv --clear "$cache/aws" &&
        "$cache/aws/bin/pip" install -q awscli 'moto[server,ec2,elbv2,route53,route53resolver,sts]'
}

# Tools are run a few times and thrown away: building them fast matters more than how fast they are.
install_cargo_tool() {
    local crate=$1 version=$2
    shift 2
    CARGO_TARGET_DIR="$cache/target" CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_DEBUG=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        cargo install "$crate" --version "$version" --root "$cache" --force "$@"
}

install_wasm_bindgen() {
    local version
    version=$(locked_version wasm-bindgen)
    [[ "$(wasm-bindgen --version 2>/dev/null)" == "wasm-bindgen $version" ]] && return
    # Without --locked: its own lock file may name a crate that a mirror does not carry yet.
    install_cargo_tool wasm-bindgen-cli "$version"
}

install_trunk() {
    [[ "$(trunk --version 2>/dev/null)" == "trunk $trunk_version" ]] && return
    # It is never to download anything, so it needs neither TLS nor its search for updates.
    install_cargo_tool trunk "$trunk_version" --locked --no-default-features
}

install_playwright() {
    local folder="$cache/playwright-$playwright_version"
    [[ -d "$folder/node_modules/playwright-core" ]] ||
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-audit --no-fund --prefix "$folder" "playwright-core@$playwright_version"
    export PLAYWRIGHT_CORE="$folder/node_modules/playwright-core"
}

install_tools() {
    install_debian_packages
    install_wasm_target
    install_wasm_bindgen
    install_trunk
    install_playwright
}
