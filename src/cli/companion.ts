import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PartJob, PartQuestion } from '#cli/part-worker.ts';
import type { Companion } from '#scan/two-cores.ts';

/** A thread that looks into one part of a file after the other, started for the first one. */
class PartThread {
  readonly #start: () => Worker;
  #worker: Worker | undefined;
  #ended: Promise<boolean> | undefined;
  #last: Promise<boolean> = Promise.resolve(false);

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** Answers come in the order of the questions, so that the next one waits for the last one's. */
  ask(question: PartQuestion): Promise<boolean> {
    this.#last = this.#last.then(() => this.#askNow(question));
    return this.#last;
  }

  #askNow(question: PartQuestion): Promise<boolean> {
    this.#worker ??= this.#start();
    const no = (): boolean => false;
    this.#ended ??= once(this.#worker, 'exit').then(no, no);
    const answer = once(this.#worker, 'message').then(([isClean]) => isClean === true, no);
    this.#worker.postMessage(question);
    return Promise.race([answer, this.#ended]);
  }

  close(): void {
    void this.#worker?.terminate();
  }
}

/** Runs a scan with a second thread for large files; without one where there is one core. */
export async function withCompanion<T>(programFolder: string, job: PartJob, scan: (companion: Companion | undefined) => Promise<T>): Promise<T> {
  if (availableParallelism() < 2) return scan(undefined);
  const thread = new PartThread(() => new Worker(join(programFolder, 'part-worker.js'), { workerData: job }));
  try {
    return await scan((path, part) => thread.ask({ path, part }));
  } finally {
    thread.close();
  }
}
