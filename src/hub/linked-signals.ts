const CONTROLLER = Symbol('controller');

/**
 * Signals that are aborted with another one, each for as long as somebody holds it.
 *
 * `AbortSignal.any` keeps each signal that is listened to until its sources are gone: with one source for a whole run, some kilobytes for each request.
 *
 * @see https://github.com/nodejs/node/issues/54614
 */
export class LinkedSignals {
  readonly #live = new Set<WeakRef<AbortSignal>>();
  readonly #gone = new FinalizationRegistry<WeakRef<AbortSignal>>((link) => this.#live.delete(link));
  readonly #source: AbortSignal;

  constructor(source: AbortSignal) {
    this.#source = source;
    source.addEventListener('abort', () => this.#abortAll(), { once: true });
  }

  /** A controller whose signal is aborted with the source, too. */
  create(): AbortController {
    const controller = new AbortController();
    const { signal } = controller;
    if (this.#source.aborted) controller.abort(this.#source.reason);
    Object.defineProperty(signal, CONTROLLER, { value: controller }); // who holds the signal holds what aborts it
    const link = new WeakRef(signal);
    this.#live.add(link);
    this.#gone.register(signal, link);
    return controller;
  }

  #abortAll(): void {
    for (const link of this.#live) {
      const signal = link.deref() as (AbortSignal & { readonly [CONTROLLER]?: AbortController }) | undefined;
      signal?.[CONTROLLER]?.abort(this.#source.reason);
    }
  }
}
