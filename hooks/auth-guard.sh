# shellcheck shell=sh
# Finds the auth-guard CLI and runs it for $event. Refuses when it cannot run: what was not checked must not be committed.
# Sourced by the hooks beside it, and copied by `auth-guard init` behind a head that sets event, recorded_node and recorded_cli.

previous="$0.auth-guard-prev"
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
  echo "help: npm i -D @auth-guard/cli (or \`auth-guard uninstall\`); AUTH_GUARD_SKIP=1 skips this one check." >&2
  exit 1
}

if [ "${AUTH_GUARD_SKIP:-}" = 1 ]; then
  echo "auth-guard: $event was skipped because AUTH_GUARD_SKIP=1 is set. Nothing was checked." >&2
  exit "$status"
fi

node=${AUTH_GUARD_NODE:-}
[ -n "$node" ] || node=$(command -v node) || node=${recorded_node:-}

local_cli=node_modules/@auth-guard/cli/dist/auth-guard.js
own_cli=dist/auth-guard.js
if [ -f "$local_cli" ]; then
  cli=$local_cli
elif [ -f "$own_cli" ] && grep -q '"name": "@auth-guard/cli"' package.json 2>/dev/null; then
  cli=$own_cli
elif found=$(command -v auth-guard); then
  "$found" hook "$event" "$@" || status=$?
  exit "$status"
else
  cli=${recorded_cli:-}
fi

[ -f "$cli" ] || refuse "it is neither in node_modules, nor on PATH, nor at ${cli:-a recorded path}."
[ -x "$node" ] || refuse "node is neither on PATH nor at ${node:-a recorded path} (PATH is $PATH)."

"$node" "$cli" hook "$event" "$@" || status=$?
exit "$status"
