# shellcheck shell=sh
# Finds the auth-guard CLI and runs it for $event. Refuses when it cannot run: what was not checked must not be committed.
# Sourced by the hooks beside it, and copied by `auth-guard init` behind a head that sets event, recorded_node and recorded_cli.

previous="$0.auth-guard-prev"
[ -e "$previous" ] || previous="${0%.legacy}.auth-guard-prev" # the pre-commit framework renames the hook that it finds
status=0

# The hook that stood here before may call this one again: once is enough, and the outer one goes on to check.
if [ "${AUTH_GUARD_PREVIOUS_OF:-}" = "$PWD $0" ]; then
  echo "auth-guard: $previous calls ${event:?} again; it is checked once." >&2
  exit 0
fi

refuse() {
  echo "auth-guard: $event was refused because auth-guard could not run: $1" >&2
  echo "help: npm i -D @auth-guard/cli (or \`npx @auth-guard/cli uninstall\`); AUTH_GUARD_SKIP=1 skips this one check." >&2
  exit 1
}

# It runs first; some events' input is needed twice.
if [ -f "$previous" ] && [ -x "$previous" ]; then
  export AUTH_GUARD_PREVIOUS_OF="$PWD $0"
  case "${event:?}" in
    pre-push | pre-receive | post-rewrite)
      input=$(mktemp) || refuse "what git tells it could not be kept in ${TMPDIR:-/tmp}, see above."
      trap 'rm -f "$input"' EXIT
      trap 'exit 130' HUP INT TERM # dash would end without the line above
      cat >"$input" || refuse "what git tells it could not be kept in $input, see above." # a part of it would be a part of the push
      "$previous" "$@" <"$input" || status=$?
      exec <"$input"
      ;;
    *) "$previous" "$@" || status=$? ;;
  esac
  unset AUTH_GUARD_PREVIOUS_OF
fi

# git 2.54 and newer may run us from its configuration as well: once is enough.
if [ -z "${from_config:-}" ]; then
  case "
$(git hook list "${event:?}" 2>/dev/null)
" in
    *"
auth-guard-$event
"*) exit "$status" ;;
  esac
fi

if [ "${AUTH_GUARD_SKIP:-}" = 1 ]; then
  echo "auth-guard: $event was skipped because AUTH_GUARD_SKIP=1 is set. Nothing was checked." >&2
  exit "$status"
fi

can_run() {
  case $1 in
    */*) [ -f "$1" ] && [ -x "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# Whatever auth-guard finds, it says so itself.
run() {
  code=0
  "$@" || code=$?
  [ "$code" -le 3 ] || refuse "$1 ended with exit code $code."
  [ "$code" -eq 0 ] || status=$code
  exit "$status"
}

# The node of the installation can run auth-guard; the one on PATH is whatever the project works with, and may be too old.
# A program with windows starts git with a bare PATH: then node is where the usual installers put it.
find_node() {
  for nvm_node in "${HOME:-}"/.nvm/versions/node/*/bin/node; do :; done # the last one is the newest
  for node in "${AUTH_GUARD_NODE:-}" "${recorded_node:-}" node "${HOME:-}"/.volta/bin/node "${HOME:-}"/.local/share/fnm/aliases/default/bin/node \
    "$nvm_node" "${HOME:-}"/.asdf/shims/node /opt/homebrew/bin/node /usr/local/bin/node "/c/Program Files/nodejs/node.exe"; do
    can_run "$node" && return
  done
  refuse "node is neither on PATH, nor at ${recorded_node:-a recorded path}, nor where its installers put it (PATH is $PATH)."
}

local_cli=node_modules/@auth-guard/cli/dist/auth-guard.cjs
packaged_cli=${0%/*}/../dist/auth-guard.cjs # beside the packaged hooks
# A clone may hold anything under these names: what guards every repository takes nothing from where it runs.
if [ -n "${any_repository:-}" ] && [ -f "${recorded_cli:-}" ]; then
  cli=$recorded_cli
elif [ -z "${any_repository:-}" ] && [ -f "$local_cli" ]; then
  cli=$local_cli
elif [ -z "${recorded_cli:-}" ] && [ -f "$packaged_cli" ]; then
  cli=$packaged_cli
elif can_run auth-guard && can_run node; then # it is started with the node on PATH
  run auth-guard hook "$event" "$@"
else
  cli=${recorded_cli:-}
fi

[ -f "$cli" ] || refuse "it is neither in node_modules, nor on PATH, nor at ${cli:-a recorded path}."
find_node
run "$node" "$cli" hook "$event" "$@"
