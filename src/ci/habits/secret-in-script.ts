import type { Habit, HabitFound } from '#ci/habits/habit.ts';
import type { Step } from '#ci/workflow/model.ts';
import { type StepScope, secretsIn, secretVariables, stepScopes } from '#ci/workflow/scope.ts';
import { expands, programOf, type ShellCommand, shellCommands } from '#ci/workflow/shell.ts';

const PRINTERS = new Set(['echo', 'printf', 'cat', 'print', 'Write-Host', 'Write-Output', 'tee']);

/** Programs of the shell itself: what they are given is in no process list. */
const BUILTINS = new Set([...PRINTERS, '[', '[[', 'test', 'export', 'unset', 'local', 'declare', 'read', 'case', 'for', 'set', '']);

interface CommandIn {
  readonly scope: StepScope;
  readonly command: ShellCommand;
  readonly secrets: readonly string[];
}

/** Three habits look at the same commands. */
const looked = new WeakMap<Step, readonly CommandIn[]>();

function commandsWithSecrets(scope: StepScope): readonly CommandIn[] {
  const known = looked.get(scope.step) ?? findCommands(scope);
  looked.set(scope.step, known);
  return known;
}

function findCommands(scope: StepScope): readonly CommandIn[] {
  const { run } = scope.step;
  if (run === undefined || secretsIn(scope, run).length === 0) return [];
  return shellCommands(run).flatMap((command) => {
    const first = command.words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word)); // assignments before a command stay in the shell
    const words = first < 0 ? [] : command.words.slice(first);
    const secrets = secretsIn(scope, words.join(' '));
    return secrets.length === 0 ? [] : [{ scope, command, secrets }];
  });
}

function placeOf({ scope: { step, workflow }, command }: CommandIn): HabitFound['place'] {
  const { text, placeAt, placeOf: startOf } = workflow.source;
  const first = command.words[0] ?? '';
  const from = step.runNode?.range?.[0] ?? 0;
  const at = text.indexOf(first, from);
  if (step.runNode?.type?.startsWith('BLOCK') !== true) return at >= 0 ? placeAt(at) : startOf(step.runNode);
  const lines = (step.run ?? '').slice(0, command.start).split('\n').length;
  let line = from;
  for (let index = 0; index < lines; index += 1) line = text.indexOf('\n', line) + 1;
  return placeAt(Math.max(line, text.indexOf(first, line)));
}

const FILE_OF_RUNNER = /GITHUB_(?:OUTPUT|ENV|STATE|STEP_SUMMARY)/;

function isMask({ words }: ShellCommand): boolean {
  return words.some((word) => word.includes('::add-mask::'));
}

function printed(found: CommandIn): readonly HabitFound[] {
  const { command, secrets } = found;
  if (!PRINTERS.has(programOf(command)) || isMask(command) || command.operator === '|' || command.writesTo.length > 0) return [];
  return [
    {
      message: `\`${programOf(command)}\` prints the secret ${secrets.join(', ')}. GitHub masks it only as long as it stands there unchanged.`,
      help: `Print that it is set instead:  [ -n "$${secrets[0]}" ] && echo "${secrets[0]} is set"`,
      place: placeOf(found),
      secrets,
    },
  ];
}

/** `env` and `printenv` without arguments print everything, secrets included. */
function dumped(scope: StepScope): readonly HabitFound[] {
  const secrets = secretVariables(scope).flatMap((variable) => variable.secrets);
  if (secrets.length === 0 || scope.step.run === undefined) return [];
  return shellCommands(scope.step.run)
    .filter(
      (command) =>
        /^(?:env|printenv|set|export|declare)$/.test(programOf(command)) &&
        command.words.every((word) => /^(?:env|printenv|set|export|declare|-p|-x)$/.test(word)) &&
        !command.words.includes('-x'),
    )
    .map((command) => ({
      message: `\`${programOf(command)}\` prints every variable of the step, ${secrets.join(', ')} among them.`,
      help: 'Print the variables that you want to see by name.',
      place: placeOf({ scope, command, secrets }),
      secrets,
    }));
}

function printedByProgram(scope: StepScope): readonly HabitFound[] {
  return secretVariables(scope).flatMap(({ name, secrets }) => {
    const calls = new RegExp(
      `(?:print|console\\.(?:log|info|error)|logg(?:er|ing)\\.\\w+)\\([^\\n]{0,80}(?:environ|getenv|process\\.env)[^\\n]{0,8}\\b${name}\\b`,
    );
    if (!calls.test(scope.step.run ?? '')) return [];
    return [
      {
        message: `The script prints the secret ${secrets.join(', ')} (variable ${name}).`,
        help: `Print whether it is set:  print("${name}" in os.environ)`,
        place: scope.workflow.source.placeOf(scope.step.runNode),
        secrets,
      },
    ];
  });
}

/** Echo, print, printf, env. */
export const secretPrinted: Habit = {
  id: 'secret-printed',
  severity: 'error',
  find: (workflow) => stepScopes(workflow).flatMap((scope) => [...commandsWithSecrets(scope).flatMap(printed), ...dumped(scope), ...printedByProgram(scope)]),
};

function onCommandLine(found: CommandIn): readonly HabitFound[] {
  const program = programOf(found.command);
  if (BUILTINS.has(program) || isMask(found.command)) return [];
  const { secrets } = found;
  return [
    {
      message: `The secret ${secrets.join(', ')} stands on the command line of \`${program}\`, where every process of the machine can read it.`,
      help: commandLineHelp(program, found),
      place: placeOf(found),
      secrets,
    },
  ];
}

/** The variable through which the secret comes, or could. */
function variableOf({ scope, command, secrets }: CommandIn): string {
  const line = command.words.join(' ');
  return secretVariables(scope).find(({ name }) => expands(line, name))?.name ?? secrets[0] ?? 'TOKEN';
}

/** A URL with something of the run before its `@`. */
const CREDENTIALS_IN_URL = /https?:\/\/[^/@]*\$[^/@]*@(?<host>[\w.-]*)/;

function commandLineHelp(program: string, found: CommandIn): string {
  const line = found.command.words.join(' ');
  const variable = variableOf(found);
  if (/^modal\b/.test(program) || /modal token set/.test(line))
    return '`modal` reads MODAL_TOKEN_ID and MODAL_TOKEN_SECRET from `env:` by itself: leave the arguments out.';
  if (/^(?:hf|huggingface-cli)$/.test(program)) return '`hf` reads HF_TOKEN from `env:` by itself: leave `--token` out.';
  if (program === 'curl')
    return `Let curl read the header from standard input:  printf 'header = "Authorization: Bearer %s"' "$${variable}" | curl --config - …`;
  if (program === 'gh') return `Give the value by standard input:  printf %s "$${variable}" | gh secret set NAME -R OWNER/REPO`;
  if (program === 'docker') return `Mount it for the one command that needs it:  docker build --secret id=token,env=${variable} …`;
  const host = CREDENTIALS_IN_URL.exec(line)?.groups?.['host'];
  if (host === undefined) return `Let the program read ${variable} from its environment, or from standard input.`;
  return `Use a credential helper instead of a URL with a token${/^(?:huggingface\.co|hf\.co)$/.test(host) ? ':  hf auth login --add-to-git-credential' : ', which git keeps in .git/config.'}`;
}

/** @see https://docs.github.com/actions/reference/security/secure-use#use-secrets-for-sensitive-information */
export const secretOnCommandLine: Habit = {
  id: 'secret-on-command-line',
  severity: 'warning',
  find: (workflow) => stepScopes(workflow).flatMap((scope) => commandsWithSecrets(scope).flatMap(onCommandLine)),
};

function handedOn(found: CommandIn): readonly HabitFound[] {
  const file = found.command.writesTo.find((word) => FILE_OF_RUNNER.test(word));
  const old = found.command.words.some((word) => /::set-(?:output|env)/.test(word));
  if (file === undefined && !old) return [];
  const where = FILE_OF_RUNNER.exec(file ?? '')?.[0] ?? 'an output';
  return [
    {
      message: `The secret ${found.secrets.join(', ')} is written to ${where}, from where every later step gets it, in outputs without a mask.`,
      help: 'Give it to each step that needs it by that step’s own `env:`.',
      place: placeOf(found),
      secrets: found.secrets,
    },
  ];
}

/** Outputs, `$GITHUB_ENV`, `$GITHUB_OUTPUT`, matrices. */
export const secretInOutput: Habit = {
  id: 'secret-in-output',
  severity: 'error',
  find: (workflow) => [
    ...stepScopes(workflow).flatMap((scope) => commandsWithSecrets(scope).flatMap(handedOn)),
    ...[...workflow.expressions, ...workflow.jobs.flatMap((job) => job.expressions)]
      .filter(
        ({ keys, secrets }) =>
          secrets.length > 0 &&
          (keys.includes('outputs') || keys[0] === 'strategy' || keys[0] === 'name' || keys[0] === 'run-name' || keys[0] === 'concurrency'),
      )
      .map(({ keys, secrets, place }) => ({
        message: `A secret stands in \`${keys.slice(0, 2).join('.')}\`, which is shown and handed on.`,
        help: 'Take it out; give the secret to the step that needs it by `env:`.',
        place,
        secrets: secrets.map(({ name }) => name),
      })),
  ],
};
