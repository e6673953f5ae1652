/** How it went at one place. */
export interface Kept {
  readonly title: string;
  /** `changed`: it holds the new token, and could not be put back after another place failed. `untried`: another place failed before. */
  readonly outcome: 'kept' | 'failed' | 'put-back' | 'changed' | 'untried';
  readonly detail: string | null;
}
