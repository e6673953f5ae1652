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
      '^src/(hooks|auth/(?!result\\.ts|stores/kept\\.ts|log/logger\\.ts|diagnosis/report\\.ts)|ci/(?!report\\.ts)|hub/(?!report\\.ts)|config|git|detect/(?!rule\\.ts|foreign-tools\\.ts))|^rules/',
      'A reporter takes a ScanReport and nothing else: put the fact into the report.',
    ),
    deny(
      'scan-knows-no-hook',
      layer('scan'),
      '^src/(hooks|report)/',
      'Return the fact in the ScanReport; the hook or the reporter decides what to do with it.',
    ),
    deny('scan-knows-no-service', layer('scan'), '^src/(auth|ci|hub)/', 'A scan never talks to a service: the command puts them together.'),
    deny('auth-is-below', layer('auth'), '^src/(scan|hooks|report|ci|hub)/', 'Tokens that work know neither repositories nor uploads: pass what is needed.'),
    deny(
      'ci-uses-auth-alone',
      layer('ci'),
      '^src/(scan|hooks|report|hub)/',
      'Of its neighbours ci may use auth alone; hooks and commands put it beside a scan.',
    ),
    deny('hub-uses-auth-and-scan', layer('hub'), '^src/(hooks|report|ci)/', 'Of its neighbours hub may use auth and scan.'),
    deny('hooks-use-scan-and-ci', layer('hooks'), '^src/(auth|hub|report)/', 'Of its neighbours hooks may use scan and ci.'),
    deny(
      'config-is-low',
      layer('config'),
      '^src/(scan|auth|ci|hub|hooks|report|git|detect/(?!rule\\.ts|foreign-tools\\.ts|own/))',
      'Settings describe; give the reader what it needs as a parameter. What a rule and its pattern may be, src/detect says.',
    ),
    deny(
      'git-is-low',
      layer('git'),
      '^src/(scan|auth|ci|hub|hooks|report|config|detect)/',
      'The gate to git knows bytes and objects; interpret them in src/scan.',
    ),
    deny('detect-is-pure', layer('detect'), '^src/(scan|auth|ci|hub|hooks|report|config|git)/|^rules/', 'The engine takes rules and bytes: pass them in.'),
    deny(
      'rules-are-data',
      '^rules/(?!index\\.ts|habits/)',
      '^(?!src/detect/rule\\.ts)(src|rules)/',
      'A rule imports defineRule alone; put logic into src/detect.',
    ),
    deny(
      'habits-are-data',
      '^rules/habits/(?!index\\.ts)',
      '^(?!src/detect/habits/(habit|names)\\.ts)(src|rules)/',
      'A habit imports defineHabit and the names of tokens; put logic into src/detect/habits.',
    ),
    {
      name: 'detect-does-no-io',
      severity: 'error',
      comment: 'No I/O, no clock, no environment in the engine: read in src/scan, pass bytes.',
      from: { path: layer('detect'), pathNot: 'compile\\.js$' },
      to: { dependencyTypes: ['core'], pathNot: '^(crypto|util|buffer|node:crypto|node:util|node:buffer)$' },
    },
    {
      name: 'programs-start-at-gates',
      severity: 'error',
      comment: "Ask src/git for git and src/ci for gh; only a command that runs the user's own program starts one.",
      from: { path: '^src/', pathNot: '^src/(git/|ci/gh|auth/stores/modal-secret|cli/)' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'sockets-open-at-services',
      severity: 'error',
      comment: 'A scan never talks to a network; the output of a git child is a socket that stays on the machine.',
      from: { path: '^src/', pathNot: '^src/((auth|ci|hub)/|git/child-output)' },
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
