// The house: a row may import from the rows below it. Run by `npm run check:layers`, type imports included.
const layer = (name) => `^src/${name}/`;
const deny = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'Move what both need into a file below them.', from: {}, to: { circular: true } },
    deny('nothing-imports-the-cli', '^src/(?!cli/)|^rules/', layer('cli'), 'The CLI puts parts together: pass what you need as a parameter.'),
    deny(
      'report-is-pure',
      layer('report'),
      '^src/(hooks|config|git|detect/(?!rule\\.ts))|^rules/',
      'A reporter takes a ScanReport and nothing else: put the fact into the report.',
    ),
    deny(
      'scan-knows-no-hook',
      layer('scan'),
      '^src/(hooks|report)/',
      'Return the fact in the ScanReport; the hook or the reporter decides what to do with it.',
    ),
    deny('config-is-low', layer('config'), '^src/(scan|hooks|report|git|detect)/', 'Settings describe; give the reader what it needs as a parameter.'),
    deny('git-is-low', layer('git'), '^src/(scan|hooks|report|config|detect)/', 'The gate to git knows bytes and objects; interpret them in src/scan.'),
    deny('detect-is-pure', layer('detect'), '^src/(scan|hooks|report|config|git)/|^rules/', 'The engine takes rules and bytes: pass them in.'),
    deny('rules-are-data', '^rules/(?!index\\.ts)', '^(?!src/detect/rule\\.ts)(src|rules)/', 'A rule imports defineRule alone; put logic into src/detect.'),
    {
      name: 'detect-does-no-io',
      severity: 'error',
      comment: 'No I/O, no clock, no environment in the engine: read in src/scan, pass bytes.',
      from: { path: layer('detect'), pathNot: 'compile\\.js$' },
      to: { dependencyTypes: ['core'], pathNot: '^(crypto|util|buffer|node:crypto|node:util|node:buffer)$' },
    },
    {
      name: 'only-git-starts-programs',
      severity: 'error',
      comment: 'Ask src/git; nothing else starts git.',
      from: { path: '^src/', pathNot: layer('git') },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'no-sockets-yet',
      severity: 'error',
      comment: 'A scan never talks to a network.',
      from: { path: '^src/' },
      to: { path: '^(node:)?(net|tls|http|https|http2|dgram)$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'kernel/assembly' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
