import { EXIT } from '#cli/exit-codes.ts';

/** As package.json has it in `engines`; a test compares them. */
const OLDEST = [20, 19] as const;

// Imported before everything else: older versions would break down half-way, with the program's own source on the screen.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `auth-guard: Node ${process.versions.node} (${process.execPath}) is too old, it takes ${OLDEST.join('.')} or newer. Nothing was checked.\n` +
      'help: Update it, or name a newer one for the hooks:  export AUTH_GUARD_NODE=/path/to/node\n',
  );
  process.exit(EXIT.incomplete);
}
