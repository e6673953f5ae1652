import { execFile, spawnSync } from 'node:child_process';

/** Seconds of the fastest of some runs: the machine's noise only ever adds. */
export function fastestSeconds(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

/** Seconds of processor time of the fastest of some runs: for work within this process, which other processes then disturb less. */
export function fastestCpuSeconds(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs a program and prints the most kilobytes that it had at once, then the seconds of processor time that it took. */
const PEAK = [
  'import resource,subprocess,sys,time,re',
  'p=subprocess.Popen(sys.argv[1:],stdout=-3,stderr=-3)',
  'peak=0',
  'while p.poll() is None:',
  '  try: peak=max(peak,int(re.search(r"VmHWM:\\s*(\\d+)",open(f"/proc/{p.pid}/status").read()).group(1)))',
  '  except (OSError,AttributeError): pass',
  '  time.sleep(0.005)',
  'usage=resource.getrusage(resource.RUSAGE_CHILDREN)',
  'print(peak, usage.ru_utime+usage.ru_stime)',
  'sys.exit(p.returncode)',
].join('\n');

function megabytes(kilobytes: string | undefined): number {
  return Math.round(Number(kilobytes) / 1024);
}

/** The most memory that a process had at once, its children not counted: git's, which maps packs, is not ours. Linux. */
export function peakMegabytes(args: readonly string[], cwd: string): number {
  return effort(args, cwd).peakMegabytes;
}

/** Memory and processor time of one run, whatever its exit code. */
export function effort(args: readonly string[], cwd: string): Omit<Measured, 'seconds'> {
  const [peak, cpu] = spawnSync('python3', ['-c', PEAK, ...args], { cwd, encoding: 'utf8' }).stdout.split(' ');
  return { cpuSeconds: Number(cpu), peakMegabytes: megabytes(peak) };
}

/** Seconds of processor time of a process and its children: what else runs on the machine changes them little. Linux. */
export function cpuSeconds(args: readonly string[], cwd: string): number {
  return Number(spawnSync('python3', ['-c', PEAK, ...args], { cwd, encoding: 'utf8' }).stdout.split(' ')[1]);
}

/** One run of a program that talks to a server in this process. */
export interface Measured {
  readonly seconds: number;
  /** Of the processor: what others do on the machine changes it less. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Time and memory of a program while this process goes on serving it. @throws For an exit code other than 0. */
export function measureBeside(args: readonly string[], { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<Measured> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    execFile('python3', ['-c', PEAK, ...args], { cwd, env }, (error, stdout) => {
      const [peak, cpu] = stdout.split(' ');
      if (error === null) resolve({ seconds: (performance.now() - start) / 1000, cpuSeconds: Number(cpu), peakMegabytes: megabytes(peak) });
      else reject(new Error(`${args.join(' ')}: exit code ${error.code}`));
    });
  });
}
