import { isAction, isWorkflow, type ProjectFiles } from '#ci/project-files.ts';
import type { TokenMention, Unchecked } from '#ci/report.ts';
import { mentionsIn, namesTokens } from '#ci/token-mentions.ts';
import { allExpressions, allVariables, type CompositeAction, parseAction, parseWorkflow, type Workflow } from '#ci/workflow/model.ts';
import { isFault, type YamlFault } from '#ci/workflow/source.ts';

/** What a repository says of its CI. */
export interface Project {
  readonly files: ProjectFiles;
  readonly workflows: readonly Workflow[];
  readonly actions: readonly CompositeAction[];
  readonly mentions: readonly TokenMention[];
  readonly unchecked: readonly Unchecked[];
}

function unread(path: string): Unchecked {
  return { what: path, detail: 'it could not be read, is no plain file, or is larger than 1 MB', help: null };
}

function faulty({ place, detail }: YamlFault): Unchecked {
  return { what: `${place.path}:${place.line}:${place.column}`, detail, help: 'Correct the file, then run it again.' };
}

function isKnown<T extends object>(value: T | YamlFault | undefined): value is T {
  return value !== undefined && !isFault(value);
}

/** Expressions that do not parse: what they read is not known. */
function badExpressions(workflow: Workflow): readonly Unchecked[] {
  return allExpressions(workflow).flatMap(({ error, place }) =>
    error === undefined
      ? []
      : [
          {
            what: `${place.path}:${place.line}:${place.column}`,
            detail: `the expression does not parse: ${error}`,
            help: 'Correct the expression, then run it again.',
          },
        ],
  );
}

/** Reads the workflows, the composite actions and what else names a token. */
export async function readProject(files: ProjectFiles): Promise<Project> {
  const unchecked: Unchecked[] = [];
  const texts = async (paths: readonly string[]): Promise<readonly (readonly [string, string])[]> => {
    const read = await Promise.all(paths.map(async (path) => [path, await files.read(path)] as const));
    return read.flatMap(([path, text]) => {
      if (text === undefined) unchecked.push(unread(path));
      return text === undefined ? [] : [[path, text] as const];
    });
  };
  const workflows = (await texts(files.paths.filter(isWorkflow))).map(([path, text]) => parseWorkflow(path, text));
  const actions = (await texts(files.paths.filter(isAction))).map(([path, text]) => parseAction(path, text));
  const named = (await texts(files.paths.filter(namesTokens))).flatMap(([path, text]) => mentionsIn(path, text));
  for (const fault of [...workflows, ...actions]) if (fault !== undefined && isFault(fault)) unchecked.push(faulty(fault as YamlFault));
  const known = workflows.filter(isKnown<Workflow>);
  unchecked.push(...known.flatMap(badExpressions));
  const given = new Set(known.flatMap(allVariables).flatMap(({ name, secrets }) => (secrets.length > 0 ? name : [])));
  const mentions = named.map((mention) => ({ ...mention, isGiven: given.has(mention.name) }));
  return { files, workflows: known, actions: actions.filter(isKnown<CompositeAction>), mentions, unchecked };
}
