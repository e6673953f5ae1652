import type { Project } from '#ci/project.ts';
import type { CiProblem } from '#ci/report.ts';
import type { Job, Step, Workflow } from '#ci/workflow/model.ts';
import { type StepScope, stepScopes } from '#ci/workflow/scope.ts';

export type Provider = 'huggingface' | 'modal';

interface Tool {
  readonly provider: Provider;
  /** In a script of a workflow. */
  readonly command: RegExp;
  /** In a program that a script runs. */
  readonly call: RegExp;
  readonly action: RegExp;
  /** What it reads; each list is enough by itself. */
  readonly variables: readonly (readonly string[])[];
  readonly title: string;
}

/**
 * @see https://huggingface.co/docs/huggingface_hub/guides/cli
 * @see https://modal.com/docs/guide/continuous-deployment
 */
const TOOLS: readonly Tool[] = [
  {
    provider: 'huggingface',
    command:
      /(?:^|[\s;&|(])(?:hf|huggingface-cli)\s+(?:(?:upload|repo|repos|jobs|upload-large-folder|buckets|endpoints|sync|sandbox|webhooks)\b|cp\s+(?!["']?hf:))|push_to_hub|upload_(?:file|folder|large_folder)\(/,
    call: /\.push_to_hub\(|push_to_hub\s*=\s*True|\bupload_(?:file|folder|large_folder)\(|\bcreate_repo\(/,
    action: /^huggingface\/hub-sync@/i,
    variables: [['HF_TOKEN'], ['HUGGING_FACE_HUB_TOKEN'], ['HF_OIDC_RESOURCE']],
    title: 'Hugging Face',
  },
  {
    provider: 'modal',
    command: /(?:^|[\s;&|(])(?:python3? -m )?modal\s+(?:run|deploy|serve|shell|app|container|volume|secret|environment)\b/,
    call: /\bmodal\.(?:App|Function|Volume|Secret|Sandbox)\.(?:lookup|from_name|create)\(/,
    action: /^modal-labs\//i,
    variables: [['MODAL_TOKEN_ID', 'MODAL_TOKEN_SECRET']],
    title: 'Modal',
  },
];

const PROGRAM = /(?:python3?|uv run(?: python)?|node|tsx|bash|sh)\s+(?:-\w+\s+)*([\w./-]+\.(?:py|sh|js|mjs|ts))\b/g;

/** Models whose owners ask for an agreement first, as far as is known; the Hub alone can tell. */
const GATED =
  /(?:from_pretrained|snapshot_download|hf_hub_download|load_dataset)\(\s*["'](meta-llama\/|google\/gemma-|black-forest-labs\/FLUX\.1-dev|stabilityai\/stable-diffusion-3|bigcode\/star)|(?:\bhf|huggingface-cli)\s+download\s+(?:meta-llama\/|google\/gemma-|black-forest-labs\/FLUX\.1-dev)|\b(?:use_auth_token|token)\s*=\s*True/;

/** Programs of the repository that a script runs. */
async function programs(script: string, project: Project): Promise<string> {
  const paths = [...script.matchAll(PROGRAM)].map(([, path = '']) => path.replace(/^\.\//, '')).filter((path) => project.files.paths.includes(path));
  const texts = await Promise.all(paths.slice(0, 20).map((path) => project.files.read(path)));
  return texts.filter((text) => text !== undefined).join('\n');
}

function actionSteps(step: Step, project: Project): readonly Step[] {
  const folder = step.uses?.startsWith('./') === true ? step.uses.slice(2).replace(/\/$/, '') : undefined;
  if (folder === undefined) return [];
  return project.actions.filter(({ path }) => path.replace(/\/?action\.ya?ml$/, '') === folder).flatMap(({ steps }) => steps);
}

async function usesTool(tool: Tool, step: Step, project: Project): Promise<boolean> {
  if (tool.action.test(step.uses ?? '')) return true;
  const scripts = [step, ...actionSteps(step, project)].flatMap(({ run }) => run ?? []);
  if (scripts.some((script) => tool.command.test(script))) return true;
  const text = await programs(scripts.join('\n'), project);
  return tool.call.test(text) || (tool.provider === 'huggingface' && (GATED.test(text) || scripts.some((script) => GATED.test(script))));
}

/** Whether a step makes sure that a token works, before anything depends on it. */
function validates({ run = '', uses = '' }: Step, { provider }: Tool): boolean {
  if (/auth-guard[^\n]*\bvalidate\b(?!\s+(?:huggingface|modal)\b)|auth-guard[^\n]*\bdoctor\b/.test(run) || /\/auth-guard@/.test(uses)) return true;
  if (provider === 'modal') return /auth-guard[^\n]*\bvalidate\s+modal\b|modal token info/.test(run);
  return /auth-guard[^\n]*\bvalidate\s+huggingface\b|(?:hf auth|huggingface-cli) whoami|\.?whoami\(/.test(run);
}

function hasToken({ step, variables, job }: StepScope, tool: Tool): boolean {
  if (tool.variables.some((names) => names.every((name) => variables.has(name)))) return true;
  if (tool.provider === 'huggingface' && job.idToken) return true;
  if ([...step.with].some(([name, value]) => /token/i.test(name) && value !== '')) return true;
  if (/\bsecrets\s*[.[]/.test(step.run ?? '')) return true;
  const earlier = job.steps.slice(0, job.steps.indexOf(step));
  return earlier.some(
    ({ run = '' }) => tool.variables.flat().some((name) => run.includes(`${name}=`)) || /(?:hf auth|huggingface-cli) login|modal token set/.test(run),
  );
}

function jobsBefore(job: Job, workflow: Workflow, seen = new Set<string>()): readonly Job[] {
  return job.needs.flatMap((id) => {
    const before = seen.has(id) ? undefined : workflow.jobs.find((one) => one.id === id);
    seen.add(id);
    return before === undefined ? [] : [before, ...jobsBefore(before, workflow, seen)];
  });
}

function problemOf(scope: StepScope, tool: Tool): CiProblem | undefined {
  const { step, job, workflow, index } = scope;
  const common = { location: step.place, secrets: [] as readonly string[], fix: 'none' as const };
  if (!hasToken(scope, tool)) {
    const env = (tool.variables[0] ?? []).map((name) => `${name}: \${{ secrets.${name} }}`).join(', ');
    return {
      ...common,
      id: 'tool-without-token',
      severity: 'warning',
      message: `The step "${step.title}" uses ${tool.title}, and gets no token for it.`,
      help: `Give it one:  env: { ${env} }`,
    };
  }
  const before = [...job.steps.slice(0, index), ...jobsBefore(job, workflow).flatMap((one) => one.steps)];
  if ([step, ...before].some((one) => validates(one, tool))) return undefined;
  return {
    ...common,
    id: 'token-not-validated',
    severity: 'note',
    message: `The step "${step.title}" depends on a ${tool.title} token that no step before it has tried: a dead one shows only here.`,
    help: `Put before it:  run: npx --yes --package @auth-guard/cli auth-guard validate ${tool.provider}`,
  };
}

/** Hugging Face and Modal in use without a token, or with one that was never tried; each once for a job. */
export async function toolProblems(project: Project): Promise<readonly CiProblem[]> {
  const problems = new Map<string, CiProblem>();
  for (const scope of project.workflows.flatMap(stepScopes)) {
    for (const tool of TOOLS) {
      if (!(await usesTool(tool, scope.step, project))) continue;
      const problem = problemOf(scope, tool);
      const key = `${scope.workflow.path} ${scope.job.id} ${tool.provider} ${problem?.id}`;
      if (problem !== undefined && !problems.has(key)) problems.set(key, problem);
    }
  }
  return [...problems.values()];
}
