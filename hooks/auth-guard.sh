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

# It runs first; some events' input is needed twice.
if [ -x "$previous" ]; then
  export AUTH_GUARD_PREVIOUS_OF="$PWD $0"
  case "${event:?}" in
    pre-push | pre-receive | post-rewrite)
      input=$(mktemp) || exit 1
      trap 'rm -f "$input"' EXIT
      cat >"$input"
      "$previous" "$@" <"$input" || status=$?
      exec <"$input"
      ;;
    *) "$previous" "$@" || status=$? ;;
  esac
  unset AUTH_GUARD_PREVIOUS_OF
fi

refuse() {
  echo "auth-guard: $event was refused because auth-guard could not run: $1" >&2
  echo "help: npm i -D @auth-guard/cli (or \`npx @auth-guard/cli uninstall\`); AUTH_GUARD_SKIP=1 skips this one check." >&2
  exit 1
}

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
    */*) [ -x "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# A program with windows starts git with a bare PATH: then node is where it was at the installation, or where the usual installers put it.
find_node() {
  for node in "${AUTH_GUARD_NODE:-node}" node "${recorded_node:-}" "${HOME:-}"/.volta/bin/node "${HOME:-}"/.local/share/fnm/aliases/default/bin/node \
    "${HOME:-}"/.nvm/versions/node/*/bin/node "${HOME:-}"/.asdf/shims/node /opt/homebrew/bin/node /usr/local/bin/node "/c/Program Files/nodejs/node.exe"; do
    can_run "$node" && return
  done
  refuse "node is neither on PATH, nor at ${recorded_node:-a recorded path}, nor where its installers put it (PATH is $PATH)."
}

local_cli=node_modules/@auth-guard/cli/dist/auth-guard.cjs
packaged_cli=${0%/*}/../dist/auth-guard.cjs # beside the packaged hooks
if [ -f "$local_cli" ]; then
  cli=$local_cli
elif [ -z "${recorded_cli:-}" ] && [ -f "$packaged_cli" ]; then
  cli=$packaged_cli
elif can_run auth-guard; then
  auth-guard hook "$event" "$@" || status=$?
  exit "$status"
else
  cli=${recorded_cli:-}
fi

[ -f "$cli" ] || refuse "it is neither in node_modules, nor on PATH, nor at ${cli:-a recorded path}."
find_node
"$node" "$cli" hook "$event" "$@" || status=$?
exit "$status"
