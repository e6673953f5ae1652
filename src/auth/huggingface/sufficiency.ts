import type { Rights, ScopedRight, WhoamiFacts } from '#auth/huggingface/answer.ts';
import type { Needs } from '#auth/needs.ts';
import type { Organisation } from '#auth/result.ts';

/** Whether a token may do one thing: `no` is proved, `unknown` is not. */
export interface Sufficiency {
  readonly answer: 'yes' | 'no' | 'unknown';
  /** What is missing or cannot be told; reads on after "The token". */
  readonly text: string;
}

const YES: Sufficiency = { answer: 'yes', text: '' };
const no = (text: string): Sufficiency => ({ answer: 'no', text });
const unknown = (text: string): Sufficiency => ({ answer: 'unknown', text });

const WRITE = 'repo.write';

/** OAuth scopes that let their holder write to repositories. @see https://huggingface.co/docs/hub/oauth */
const OAUTH_WRITE = ['write-repos', 'manage-repos'];

function mayWriteSomewhere(rights: Rights): Sufficiency {
  switch (rights.kind) {
    case 'classic':
      if (rights.role === 'write' || rights.role === 'admin') return YES;
      return rights.role === 'read' ? no('has the role "read", and may not write') : unknown(`has the role "${rights.role}", which may or may not write`);
    case 'fine-grained':
      return rights.scoped.some(({ permissions }) => permissions.includes(WRITE)) ? YES : no(`has no right to write (${WRITE}) anywhere`);
    case 'oauth':
      return oauthHas(rights, [...OAUTH_WRITE, 'contribute-repos'], 'to write to repositories');
    default:
      return rights.scoped.some(({ permissions }) => permissions.includes('write')) ? YES : unknown('does not say whether it may write');
  }
}

function oauthHas({ oauthScopes }: Rights, wanted: readonly string[], purpose: string): Sufficiency {
  if (oauthScopes === null) return unknown(`does not say whether it may ${purpose.replace(/^to /, '')}`);
  return wanted.some((scope) => oauthScopes.includes(scope)) ? YES : no(`has no scope ${purpose} (${wanted.join(', ')})`);
}

function mayReadGated(rights: Rights): Sufficiency {
  if (rights.kind === 'classic' || rights.gated) return YES;
  if (rights.kind === 'fine-grained') return no('may not read gated repositories (canReadGatedRepos)');
  if (rights.kind === 'oauth') return oauthHas(rights, ['gated-repos'], 'to read gated repositories');
  return unknown('does not say whether it may read gated repositories');
}

interface Repository {
  readonly type: string;
  readonly namespace: string;
  readonly id: string;
}

function repositoryOf(path: string): Repository {
  const [first = '', ...rest] = path.split('/');
  const typed = rest.length === 2;
  const [namespace = '', name = ''] = typed ? rest : [first, ...rest];
  return { type: typed ? first.replace(/s$/, '') : 'model', namespace, id: `${namespace}/${name}` };
}

/** What the namespace itself allows: one's own, or an organisation's with a role that writes and no restriction. */
function mayWriteIn({ identity }: WhoamiFacts, { namespace, id }: Repository): Sufficiency {
  const same = (name: string): boolean => name.toLowerCase() === namespace.toLowerCase();
  if (same(identity.name)) return YES;
  const organisation = identity.organisations.find(({ name }) => same(name));
  return organisation === undefined ? no(`belongs to ${identity.name}, who is no member of ${namespace}`) : organisationAllows(organisation, id);
}

function organisationAllows({ name, role, restrictions }: Organisation, id: string): Sufficiency {
  if (restrictions.length > 0) return no(`is restricted by the organisation ${name} (${restrictions.join(', ')})`);
  if (role === 'admin' || role === 'write') return YES;
  return role === 'read'
    ? no(`belongs to someone with the role "read" in ${name}`)
    : unknown(`belongs to someone with the role "${role ?? 'unknown'}" in ${name}, which writes to ${id} only if it is theirs`);
}

function covers({ type, name, permissions }: ScopedRight, repository: Repository): boolean {
  if (!permissions.includes(WRITE) || name === null) return false;
  if (type === 'user' || type === 'org') return name.toLowerCase() === repository.namespace.toLowerCase();
  return type === repository.type && name.toLowerCase() === repository.id.toLowerCase();
}

function fineGrainedCovers({ scoped }: Rights, repository: Repository): Sufficiency {
  if (scoped.some((right) => covers(right, repository) && !right.patterned)) return YES;
  const vague = scoped.some(
    ({ permissions, name, patterned, type }) => permissions.includes(WRITE) && (name === null || patterned || type === 'resource-group'),
  );
  return vague
    ? unknown(`may write where a pattern or a group says, which may include ${repository.id}`)
    : no(`has no right to write (${WRITE}) to ${repository.id}`);
}

function mayWriteTo(facts: WhoamiFacts, path: string): Sufficiency {
  const repository = repositoryOf(path);
  const { rights } = facts;
  if (rights.kind === 'oidc') {
    const listed = rights.scoped.some(({ name }) => name?.toLowerCase() === repository.id.toLowerCase());
    return listed ? YES : no(`is for another repository than ${repository.id}`);
  }
  const general = rights.kind === 'fine-grained' ? fineGrainedCovers(rights, repository) : mayWriteSomewhere(rights);
  if (general.answer === 'no') return general;
  const there = mayWriteIn(facts, repository);
  return there.answer === 'yes' ? general : there;
}

/** Judges each need. The first `no` counts before an `unknown`; `undefined` when all is well. */
export function shortfallOf(facts: WhoamiFacts, needs: Needs): Sufficiency | undefined {
  const answers = [
    ...(needs.write ? [mayWriteSomewhere(facts.rights)] : []),
    ...(needs.gated ? [mayReadGated(facts.rights)] : []),
    ...needs.repositories.map((repository) => mayWriteTo(facts, repository)),
  ];
  return answers.find(({ answer }) => answer === 'no') ?? answers.find(({ answer }) => answer === 'unknown');
}

/** A page with the right boxes ticked. @see https://huggingface.co/docs/hub/security-tokens */
export function newTokenUrl(endpoint: string, needs: Needs): string {
  const query = new URLSearchParams({ tokenType: 'fineGrained' });
  if (needs.write || needs.repositories.length > 0) query.set('ownUserPermissions', WRITE);
  if (needs.gated) query.set('canReadGatedRepos', 'true');
  return `${endpoint}/settings/tokens/new?${query}`;
}
