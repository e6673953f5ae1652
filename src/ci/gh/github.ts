import { answerError, ghError } from '#ci/gh/failure.ts';
import { type HttpAnswer, parseAnswer } from '#ci/gh/http-answer.ts';
import { type GhContext, runGh } from '#ci/gh/run.ts';
import { AuthGuardError } from '#errors.ts';

/** A repository on GitHub or a GitHub Enterprise server. */
export interface RepositoryName {
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/** `acme/model`, with the host before it where it is not github.com. */
export function repositoryText({ host, owner, name }: RepositoryName): string {
  return `${host === 'github.com' ? '' : `${host}/`}${owner}/${name}`;
}

export interface Question {
  /** Default GET. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** Below the repository, such as `/actions/secrets`; with `/orgs/…` or `/user` when `ofHost` is set. */
  readonly path: string;
  /** The path is below the host. Default false. */
  readonly ofHost?: boolean;
  /** Sent as JSON, by standard input. */
  readonly body?: unknown;
  /** What is asked for, for messages: `the secrets of acme/model`. */
  readonly what: string;
}

const PAGE_SIZE = 100;

/** Above so many pages a list is not believed. */
const MAX_PAGES = 100;

/**
 * One repository, asked through `gh`.
 *
 * Everything that is read by a program goes through `gh api`: it is the same in every version of `gh`, where its other commands are not.
 */
export class GitHub {
  readonly repository: RepositoryName;
  readonly #context: GhContext;

  constructor(repository: RepositoryName, context: GhContext) {
    this.repository = repository;
    this.#context = context;
  }

  /**
   * Asks once.
   *
   * @returns Any answer of the service, also one that says no.
   * @throws {AuthGuardError} `GH_NOT_FOUND`, `GH_NO_LOGIN`, `GITHUB_UNREACHABLE`, `GITHUB_FAILED`, when there was no answer.
   */
  async answer({ method = 'GET', path, ofHost = false, body, what }: Question): Promise<HttpAnswer> {
    const { host, owner, name } = this.repository;
    const url = ofHost ? path.replace(/^\//, '') : `repos/${owner}/${name}${path}`;
    const input = body === undefined ? [] : ['--input', '-'];
    const args = ['api', '--hostname', host, '--include', '--method', method, ...input, url];
    const result = await runGh(this.#context, args, body === undefined ? '' : JSON.stringify(body));
    const answer = parseAnswer(result.stdout);
    if (answer === undefined) throw ghError({ host, what }, result);
    return answer;
  }

  /**
   * Asks, and takes only yes for an answer.
   *
   * @throws {AuthGuardError} Also `GH_NO_LOGIN`, `GITHUB_FORBIDDEN`, `GITHUB_NOT_FOUND`, `GITHUB_RATE_LIMITED`.
   */
  async ask(question: Question): Promise<unknown> {
    const answer = await this.answer(question);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw answerError({ host: this.repository.host, what: question.what }, answer);
  }

  /** All pages of a list, which stands under `key`. Throws as `ask` does, and `GITHUB_FAILED` for a list that is none. */
  async list(question: Question, key: string): Promise<readonly unknown[]> {
    const items: unknown[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const separator = question.path.includes('?') ? '&' : '?';
      const body = await this.ask({ ...question, path: `${question.path}${separator}per_page=${PAGE_SIZE}&page=${page}` });
      const found = (body as Record<string, unknown> | undefined)?.[key];
      if (!Array.isArray(found)) throw new AuthGuardError('GITHUB_FAILED', `GitHub's answer for ${question.what} holds no \`${key}\`.`);
      items.push(...found);
      if (found.length < PAGE_SIZE) return items;
    }
    throw new AuthGuardError('GITHUB_FAILED', `GitHub's list of ${question.what} does not end.`);
  }

  /**
   * Runs another command of `gh` with the repository named (`-R`), for what `gh` does better itself: it seals secrets.
   *
   * @param input Where a value goes; never into the arguments.
   * @throws {AuthGuardError} As `ask` does.
   */
  async command(args: readonly string[], { what, input = '' }: { readonly what: string; readonly input?: string }): Promise<string> {
    const { host, owner, name } = this.repository;
    const result = await runGh({ ...this.#context, host }, [...args, '-R', `${host}/${owner}/${name}`], input);
    if (result.exitCode !== 0) throw ghError({ host, what }, result);
    return result.stdout;
  }
}
