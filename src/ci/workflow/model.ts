import type { Node, Scalar } from 'yaml';
import { isMap } from 'yaml';
import { type ExpressionAt, expressionsBelow, parsedIn, secretNames } from '#ci/workflow/expression-at.ts';
import { child, isFault, itemsOf, keyOf, type Place, pairsOf, parseYaml, resolved, textOf, type YamlFault, type YamlSource } from '#ci/workflow/source.ts';

/** A value of an `env:` map. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  /** Secrets that its value holds. */
  readonly secrets: readonly string[];
  readonly place: Place;
}

export interface Step {
  /** Its `name`, `uses` or first line. */
  readonly title: string;
  readonly uses: string | undefined;
  readonly run: string | undefined;
  readonly runNode: Scalar | undefined;
  readonly shell: string | undefined;
  readonly env: readonly Variable[];
  readonly with: ReadonlyMap<string, string>;
  readonly expressions: readonly ExpressionAt[];
  readonly place: Place;
  readonly node: Node;
}

export interface Job {
  readonly id: string;
  /** What `environment:` names; `null` for an expression, which only the run knows. */
  readonly environment: string | null | undefined;
  /** The workflow that it calls. */
  readonly uses: string | undefined;
  readonly inherits: boolean;
  /** Jobs that run before it. */
  readonly needs: readonly string[];
  /** `secrets:` of a call, by the callee's name in capitals. */
  readonly passed: ReadonlySet<string>;
  readonly env: readonly Variable[];
  readonly steps: readonly Step[];
  /** Those outside its steps. */
  readonly expressions: readonly ExpressionAt[];
  readonly idToken: boolean;
  readonly place: Place;
  readonly node: Node;
}

export interface Workflow {
  readonly source: YamlSource;
  readonly path: string;
  readonly triggers: ReadonlySet<string>;
  /** `on.workflow_call.secrets`, by name in capitals: whether the caller must pass it. */
  readonly called: ReadonlyMap<string, boolean>;
  readonly env: readonly Variable[];
  readonly jobs: readonly Job[];
  /** Those outside its jobs. */
  readonly expressions: readonly ExpressionAt[];
}

/** The expressions of a job, those of its steps included. */
export function jobExpressions({ expressions, steps }: Job): readonly ExpressionAt[] {
  return [...expressions, ...steps.flatMap((step) => step.expressions)];
}

/** Every expression of a workflow. */
export function allExpressions({ expressions, jobs }: Workflow): readonly ExpressionAt[] {
  return [...expressions, ...jobs.flatMap(jobExpressions)];
}

/** Every variable that a workflow sets: its own, those of its jobs and steps. */
export function allVariables({ env, jobs }: Workflow): readonly Variable[] {
  return [...env, ...jobs.flatMap((job) => [...job.env, ...job.steps.flatMap((step) => step.env)])];
}

function variablesOf(source: YamlSource, node: unknown): readonly Variable[] {
  return pairsOf(source, node).map((pair) => {
    const value = textOf(resolved(source, pair.value)) ?? '';
    return { name: keyOf(pair), value, secrets: secretNames(parsedIn(value, false)), place: source.placeOf(pair.key) };
  });
}

function stepOf(source: YamlSource, node: Node): Step {
  const run = child(source, node, 'run') as Scalar | undefined;
  const uses = textOf(child(source, node, 'uses'));
  const runText = textOf(run);
  return {
    title: textOf(child(source, node, 'name')) ?? uses ?? runText?.trim().split('\n')[0] ?? 'a step',
    uses,
    run: runText,
    runNode: run,
    shell: textOf(child(source, node, 'shell')),
    env: variablesOf(source, child(source, node, 'env')),
    with: new Map(pairsOf(source, child(source, node, 'with')).map((pair) => [keyOf(pair), textOf(resolved(source, pair.value)) ?? ''])),
    expressions: expressionsBelow(source, node, []),
    place: source.placeOf(node),
    node,
  };
}

function environmentOf(source: YamlSource, job: Node): string | null | undefined {
  const node = child(source, job, 'environment');
  const name = isMap(node) ? textOf(child(source, node, 'name')) : textOf(node);
  return name?.includes('${{') === true ? null : name;
}

function allowsIdToken(source: YamlSource, node: unknown): boolean | undefined {
  const permissions = child(source, node, 'permissions');
  if (permissions === undefined) return undefined;
  return textOf(permissions) === 'write-all' || textOf(child(source, permissions, 'id-token')) === 'write';
}

function jobOf(source: YamlSource, id: string, node: Node): Job {
  const secrets = child(source, node, 'secrets');
  return {
    id,
    environment: environmentOf(source, node),
    uses: textOf(child(source, node, 'uses')),
    inherits: textOf(secrets) === 'inherit',
    needs: itemsOf(source, child(source, node, 'needs')).flatMap((item) => textOf(item) ?? []),
    passed: new Set(pairsOf(source, secrets).map((pair) => keyOf(pair).toUpperCase())),
    env: variablesOf(source, child(source, node, 'env')),
    steps: itemsOf(source, child(source, node, 'steps'))
      .filter(isMap)
      .map((step) => stepOf(source, step)),
    expressions: expressionsBelow(source, node, ['steps']),
    idToken: allowsIdToken(source, node) ?? allowsIdToken(source, source.root) ?? false,
    place: source.placeOf(node),
    node,
  };
}

function triggersOf(source: YamlSource): ReadonlySet<string> {
  const on = child(source, source.root, 'on') ?? child(source, source.root, 'true');
  return new Set(isMap(on) ? pairsOf(source, on).map(keyOf) : itemsOf(source, on).flatMap((item) => textOf(item) ?? []));
}

function calledWith(source: YamlSource): ReadonlyMap<string, boolean> {
  const secrets = child(source, child(source, child(source, source.root, 'on'), 'workflow_call'), 'secrets');
  return new Map(pairsOf(source, secrets).map((pair) => [keyOf(pair).toUpperCase(), textOf(child(source, pair.value, 'required')) === 'true']));
}

/** Reads a workflow; a fault for what is no YAML or has no jobs. */
export function parseWorkflow(path: string, text: string): Workflow | YamlFault {
  const source = parseYaml(path, text);
  if (isFault(source)) return source;
  if (!isMap(child(source, source.root, 'jobs'))) return { place: { path, line: 1, column: 1 }, detail: 'the file has no `jobs`, so it is no workflow' };
  return {
    source,
    path,
    triggers: triggersOf(source),
    called: calledWith(source),
    env: variablesOf(source, child(source, source.root, 'env')),
    jobs: pairsOf(source, child(source, source.root, 'jobs')).flatMap((pair) => {
      const node = resolved(source, pair.value);
      return node === undefined ? [] : [jobOf(source, keyOf(pair), node)];
    }),
    expressions: expressionsBelow(source, source.root, ['jobs']),
  };
}

/** A composite action: its steps run in the job that uses it, and see no `secrets`. */
export interface CompositeAction {
  readonly source: YamlSource;
  readonly path: string;
  readonly steps: readonly Step[];
}

/** Reads an action's file; `undefined` for one that is not composite. */
export function parseAction(path: string, text: string): CompositeAction | YamlFault | undefined {
  const source = parseYaml(path, text);
  if (isFault(source)) return source;
  const runs = child(source, source.root, 'runs');
  if (textOf(child(source, runs, 'using')) !== 'composite') return undefined;
  const steps = itemsOf(source, child(source, runs, 'steps'))
    .filter(isMap)
    .map((step) => stepOf(source, step));
  return { source, path, steps };
}
