import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { HashAnswer } from '#cli/hash-worker.ts';
import type { HashElsewhere } from '#hub/digests.ts';
import type { UploadFile } from '#hub/selection.ts';

type Job = Parameters<HashElsewhere>;

/** A thread that hashes one file after the other, started for the first one. What it could not hash has no hash. */
class HashThread {
  readonly #program: string;
  readonly #waiting: { readonly job: Job; readonly done: (digest: string | undefined) => void }[] = [];
  #worker: Worker | undefined;

  constructor(program: string) {
    this.#program = program;
  }

  hash(...job: Job): Promise<string | undefined> {
    const digest = new Promise<string | undefined>((done) => this.#waiting.push({ job, done }));
    this.#worker ??= this.#start();
    this.#worker.postMessage(job[0] satisfies UploadFile);
    return digest;
  }

  close(): void {
    void this.#worker?.terminate();
  }

  /** Answers come in the order of the questions. */
  #start(): Worker {
    const worker = new Worker(this.#program);
    worker.on('message', (answer: HashAnswer) => {
      const { share } = answer;
      if (share !== undefined) this.#waiting[0]?.job[1](share);
      else this.#waiting.shift()?.done(answer.digest);
    });
    const none = (): void => {
      this.#worker = undefined;
      for (const { done } of this.#waiting.splice(0)) done(undefined);
    };
    worker.once('error', none);
    worker.once('exit', none);
    return worker;
  }
}

/** Runs an upload with a thread that hashes large files. */
export async function withHashThread<T>(programFolder: string, upload: (hash: HashElsewhere) => Promise<T>): Promise<T> {
  const thread = new HashThread(join(programFolder, 'hash-worker.js'));
  try {
    return await upload((file, onShare) => thread.hash(file, onShare));
  } finally {
    thread.close();
  }
}
