import { spawnSync } from 'node:child_process';

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

/** The most memory that a process had at once, its children not counted: git's, which maps packs, is not ours. Linux. */
export function peakMegabytes(args: readonly string[], cwd: string): number {
  const script = [
    'import subprocess,sys,time,re',
    'p=subprocess.Popen(sys.argv[1:],stdout=-3,stderr=-3)',
    'peak=0',
    'while p.poll() is None:',
    '  try: peak=max(peak,int(re.search(r"VmHWM:\\s*(\\d+)",open(f"/proc/{p.pid}/status").read()).group(1)))',
    '  except (OSError,AttributeError): pass',
    '  time.sleep(0.005)',
    'print(peak)',
  ].join('\n');
  const { stdout } = spawnSync('python3', ['-c', script, ...args], { cwd, encoding: 'utf8' });
  return Math.round(Number(stdout.trim()) / 1024);
}
