import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerJob, WorkerSetup } from '#cli/scan-worker.ts';
import type { ScanReport } from '#scan/report.ts';
import type { ObjectAssistant } from '#scan/scan-history.ts';
import type { Assistant } from '#scan/scan-paths.ts';
import type { Sieved } from '#scan/sieve-objects.ts';
import type { Companion } from '#scan/two-cores.ts';

/** Another thread; `undefined` where there is one core. More than one gain nothing: the disk's cache, or git, is the limit then. */
export function assistantFor(programFolder: string): Thread | undefined {
  return availableParallelism() < 2 ? undefined : new Thread(join(programFolder, 'scan-thread.cjs'));
}

/** What a scan throws away is young: more room for it takes memory and saves no time. */
const YOUNG_MB = 8;

/** A job that goes on. */
interface Running {
  /** Rejected when it failed or was stopped. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** Has a part of a scan done by a thread of its own. */
class Thread {
  readonly #program: string;

  constructor(program: string) {
    this.#program = program;
  }

  /** For large trees: the thread reads files of the same queue. */
  forFiles(setup: WorkerSetup, folder: { readonly cwd: string; readonly top: string | undefined }): Assistant {
    return async (files, queue) => {
      let report: ScanReport | undefined;
      await this.#start({ ...setup, work: { kind: 'files', ...folder, files, queue: queue.shared } }, (message) => {
        report = message as ScanReport;
      }).ended;
      if (report === undefined) throw new Error('it ended early');
      return report;
    };
  }

  /** For histories: the thread reads objects of the same queue, through a git of its own. */
  forObjects(setup: WorkerSetup): ObjectAssistant {
    return ({ git, names, queue }, tell) => {
      const { bytes, width, count } = names;
      const work = { kind: 'objects', cwd: git.cwd, env: { ...git.env }, names: bytes, width, count, queue: queue.shared } as const;
      return this.#start({ ...setup, work }, (message) => tell(message as Sieved)).ended;
    };
  }

  /** For large files: the thread looks into one half. */
  forParts(setup: WorkerSetup): Companion {
    return (path, part) => {
      let isClean = false;
      const { ended, stop } = this.#start({ ...setup, work: { kind: 'part', path, part } }, (message) => {
        isClean = message === true;
      });
      return {
        isClean: ended.then(
          () => isClean,
          () => false,
        ),
        stop,
      };
    };
  }

  #start(job: WorkerJob, onMessage: (message: unknown) => void): Running {
    const worker = new Worker(this.#program, { workerData: job, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    const ended = new Promise<void>((resolve, reject) => {
      worker.on('message', onMessage);
      worker.once('error', reject);
      worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('it ended early'))));
    });
    return { ended, stop: () => void worker.terminate() };
  }
}
