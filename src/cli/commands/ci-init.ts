import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseNeeds } from '#auth/needs.ts';
import { type TokenToProve, tokensToProve } from '#ci/generate/tokens.ts';
import { UPLOAD_WORKFLOW, uploadWorkflow } from '#ci/generate/upload-workflow.ts';
import { validationWorkflow } from '#ci/generate/validation-workflow.ts';
import { readProject } from '#ci/project.ts';
import { workTreeProject } from '#ci/project-files.ts';
import { VALIDATION_WORKFLOW } from '#ci/validation.ts';
import { repositoryTop } from '#cli/commands/ci.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';

export interface CiInitOptions {
  readonly workflow: 'auth-guard' | 'upload-hub';
  readonly needs?: string;
  readonly oidc?: boolean;
  readonly force?: boolean;
  readonly print?: boolean;
}

interface Generated {
  readonly path: string;
  readonly text: string;
  /** What it does, in a sentence. */
  readonly what: string;
}

const DEFAULT: TokenToProve = { provider: 'huggingface', variables: { HF_TOKEN: 'HF_TOKEN' }, environment: undefined };

async function generate(options: CiInitOptions, git: GitContext): Promise<Generated> {
  if (options.workflow === 'upload-hub') {
    const what =
      options.oidc === true
        ? 'It needs no secret; let the repository on the Hub trust this one (its settings, Trusted Publishers).'
        : 'It reads the secret HF_TOKEN.';
    return { path: UPLOAD_WORKFLOW, text: uploadWorkflow({ oidc: options.oidc === true }), what };
  }
  if (options.needs !== undefined) parseNeeds(options.needs); // refused here, not in the first run
  const { workflows } = await readProject(await workTreeProject(git));
  const found = tokensToProve(workflows);
  const tokens = found.length === 0 ? [DEFAULT] : found;
  const names = tokens.flatMap(({ variables }) => Object.values(variables)).join(', ');
  const what = found.length === 0 ? `No workflow gives a token to a step yet; it tries ${names}.` : `It tries ${names}.`;
  return { path: VALIDATION_WORKFLOW, text: validationWorkflow({ tokens, needs: options.needs }), what };
}

function write({ path, text }: Generated, top: string, force: boolean): 'written' | 'unchanged' {
  const file = join(top, path);
  if (existsSync(file)) {
    if (readFileSync(file, 'utf8') === text) return 'unchanged';
    if (!force)
      throw new AuthGuardError('USAGE', `${path} stands there already, with other content. Nothing was changed.`, {
        help: 'See the new one with --print, write over it with --force.',
      });
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.auth-guard.tmp`, text); // renamed, so that the file is never half written
  renameSync(`${file}.auth-guard.tmp`, file);
  return 'written';
}

/** `auth-guard ci init`. */
export async function runCiInit(options: CiInitOptions, io: Io): Promise<ExitCode> {
  const git = await repositoryTop(io);
  const generated = await generate(options, git);
  if (options.print === true) {
    io.stdout.write(generated.text);
    return EXIT.clean;
  }
  const outcome = write(generated, git.cwd, options.force === true);
  io.stdout.write(`${generated.path}: ${outcome}. ${generated.what}\n`);
  if (outcome === 'written') io.stdout.write(`Commit it to the default branch and push; then try the secrets at any time:  ${io.programName} secrets verify\n`);
  return EXIT.clean;
}
