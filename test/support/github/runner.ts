import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../repository.ts';
import { type Contexts, filled, holds } from './expression.ts';
import { logOf, type RunnerLog } from './runner-log.ts';

interface StepDefinition {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

/** A job about to be run. */
export interface JobRun {
  /** The workflow's text. */
  readonly workflow: string;
  readonly job: string;
  readonly contexts: Contexts & { readonly secrets: Readonly<Record<string, string>> };
  /** The checked-out repository. */
  readonly cwd: string;
  /** What the machine itself gives: PATH, HOME, the addresses of services. */
  readonly env: Readonly<Record<string, string>>;
}

export interface JobEnd extends RunnerLog {
  readonly steps: readonly { readonly name: string; readonly conclusion: 'success' | 'failure' | 'skipped' }[];
  /** What the job's page shows. */
  readonly summary: string;
}

/** As the runner starts a script where no shell is named. @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
async function bash(script: string, { cwd, env }: { readonly cwd: string; readonly env: Record<string, string> }): Promise<{ ok: boolean; output: string }> {
  const file = join(env['RUNNER_TEMP'] ?? '', 'script.sh');
  writeFileSync(file, script);
  const child = spawn('bash', ['-e', file], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { ok: code === 0, output };
}

/** `name=value` lines of a file that the runner reads. */
function outputsIn(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').split('\n');
  return Object.fromEntries(lines.flatMap((line) => (line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [])));
}

/** The files through which a step talks to the runner. */
function runnerFiles(): { readonly RUNNER_TEMP: string; readonly GITHUB_STEP_SUMMARY: string } {
  const folder = join(temporaryFolder(), 'runner');
  mkdirSync(folder);
  return { RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
}

type Conclusion = 'success' | 'failure' | 'skipped';

/** A job that is under way. */
class RunningJob {
  readonly steps: { name: string; conclusion: Conclusion }[] = [];
  readonly files = runnerFiles();
  printed = '';
  readonly #known: Record<string, unknown> = {};
  readonly #run: JobRun;

  constructor(run: JobRun) {
    this.#run = run;
  }

  get #contexts(): Contexts {
    return { ...this.#run.contexts, steps: this.#known };
  }

  /** Without a word about the steps before it, a condition holds only while none has failed. */
  #goes({ if: condition = 'success()' }: StepDefinition): boolean {
    const failed = this.steps.some(({ conclusion }) => conclusion === 'failure');
    const functions = new Map<string, () => boolean>([
      ['success', () => !failed],
      ['failure', () => failed],
      ['cancelled', () => false],
      ['always', () => true],
    ]);
    return holds(/\b(?:success|failure|cancelled|always)\(/.test(condition) ? condition : `success() && (${condition})`, this.#contexts, functions);
  }

  async #conclude({ run = '', env: own = {} }: StepDefinition, outputFile: string): Promise<Conclusion> {
    const { cwd, env } = this.#run;
    const variables = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, filled(String(value), this.#contexts)]));
    const surroundings = { ...env, CI: 'true', GITHUB_ACTIONS: 'true', ...this.files, GITHUB_OUTPUT: outputFile, ...variables };
    const { ok, output } = await bash(filled(run, this.#contexts), { cwd, env: surroundings });
    this.printed += output;
    return ok ? 'success' : 'failure';
  }

  async step(step: StepDefinition): Promise<void> {
    const outputFile = join(this.files.RUNNER_TEMP, `output-${this.steps.length}`);
    const conclusion = this.#goes(step) ? await this.#conclude(step, outputFile) : 'skipped';
    if (step.id !== undefined) this.#known[step.id] = { outcome: conclusion, conclusion, outputs: outputsIn(outputFile) };
    this.steps.push({ name: step.name ?? step.run ?? '', conclusion });
  }
}

/**
 * Runs the `run:` steps of a job as GitHub's runner does: conditions, expressions and outputs by GitHub's own evaluator, scripts in `bash -e`, workflow
 * commands obeyed, secrets and masks blackened in the log. Nothing of `uses:` is run.
 */
export async function runJob(run: JobRun): Promise<JobEnd> {
  const definition = (parse(run.workflow) as { jobs: Record<string, { steps: StepDefinition[] }> }).jobs[run.job];
  if (definition === undefined) throw new Error(`no job ${run.job}`);
  const job = new RunningJob(run);
  for (const step of definition.steps) if (step.run !== undefined) await job.step(step);
  const { GITHUB_STEP_SUMMARY: file } = job.files;
  const summary = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { steps: job.steps, summary, ...logOf(job.printed, Object.values(run.contexts.secrets)) };
}
