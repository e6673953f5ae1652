import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI_PATH, expectNoToken } from '../../support/cli.ts';
import { NEW, secretsScene } from './scene.ts';

it('validates a token, then keeps it in every place that was named', async () => {
  const { acme, home, repository, run } = await secretsScene();
  const { exitCode, stdout, stderr } = await run(
    ['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'env-file', '--to', 'huggingface', '--to', 'github'],
    { input: NEW },
  );
  expect(stderr).toMatch(/It will be kept in:\n.*\.env\n.*huggingface\/token.*\n {2}acme\/model on GitHub/);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe(`HF_TOKEN=${NEW}\n`);
  expect(statSync(join(repository.path, '.env')).mode & 0o777).toBe(0o600);
  expect(readFileSync(home('.cache/huggingface/token'), 'utf8')).toBe(NEW);
  expect(acme.actions.value('HF_TOKEN')).toBe(NEW);
  expect(stdout.match(/kept/g)).toHaveLength(3);
  expect(exitCode).toBe(0);
  const { exitCode: validated } = await run(['validate', 'huggingface', '--no-cache']);
  expect(validated).toBe(0);
});

it('refuses a .env file that git tracks or does not ignore, and keeps the token nowhere then', async () => {
  const { acme, repository, run } = await secretsScene();
  const args = ['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'github', '--to', 'env-file=open.env'];
  expect(await run(args, { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('git does not ignore open.env') });
  repository.stage('open.env', '');
  expect(await run(args, { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('tracked by git') });
  expect(acme.actions.secrets.size).toBe(0);
});

it('puts back what it kept when a later place fails', async () => {
  const { github, repository, run } = await secretsScene();
  repository.write('.env', 'HF_TOKEN=before\n');
  github.fail({ method: 'PUT', path: /secrets/, status: 403, message: 'no' });
  const { exitCode, stdout } = await run(['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'env-file', '--to', 'github'], { input: NEW });
  expect(stdout).toMatch(/put back .*\.env\n.*FAILED/);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe('HF_TOKEN=before\n');
  expect(exitCode).toBe(3);
});

it('hands a Modal Secret to modal through a descriptor: no argument, no variable, no file with a name', async () => {
  const { repository, run, env } = await secretsScene();
  repository.write(
    'bin/modal',
    '#!/bin/sh\nprintf "%s\\n" "$*" >> "$PWD/modal.args"\nenv >> "$PWD/modal.env"\n[ -f "$5" ] || exit 7\ncat "$5" > "$PWD/modal.values"\n',
  );
  execFileSync('chmod', ['755', join(repository.path, 'bin/modal')]);
  const PATH = `${join(repository.path, 'bin')}:${env['PATH']}`;
  const { exitCode } = await run(['setup', 'huggingface', '--from-env', '--yes', '--to', 'modal-secret'], { env: { PATH, HF_TOKEN: NEW } });
  const read = (name: string): string => readFileSync(join(repository.path, name), 'utf8');
  expect(exitCode).toBe(0);
  expect(read('modal.args')).toBe('secret create huggingface --from-dotenv /dev/fd/3 --force\n');
  expect(read('modal.values')).toBe(`HF_TOKEN=${NEW}\n`);
  expectNoToken(read('modal.env'), [NEW]);
});

it('asks on a terminal, and shows nothing of what is typed', async () => {
  const { acme, env, repository } = await secretsScene();
  const typing = [
    'import fcntl, os, pty, struct, sys, termios, time, select',
    'pid, fd = pty.fork()',
    'if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])',
    'fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))',
    'out = b""',
    'def until(text):',
    '  global out',
    '  end = time.time() + 30',
    '  while text not in out and time.time() < end:',
    '    if select.select([fd], [], [], 0.1)[0]:',
    '      try: out += os.read(fd, 65536)',
    '      except OSError: return',
    'until(b"not shown"); os.write(fd, os.environ["TYPED"].encode() + b"\\r")',
    'until(b"Where is it"); time.sleep(0.3); os.write(fd, b"\\x1b[B"); time.sleep(0.1); os.write(fd, b"\\x1b[B"); time.sleep(0.1); os.write(fd, b" "); time.sleep(0.1); os.write(fd, b"\\r")',
    'until(b"Keep it there"); time.sleep(0.3); os.write(fd, b"y")',
    'until(b"kept ")',
    'sys.stdout.buffer.write(out)',
    'sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))',
  ].join('\n');
  const child = spawn('python3', ['-c', typing, process.execPath, CLI_PATH, 'setup', 'huggingface'], {
    cwd: repository.path,
    env: { ...env, TYPED: NEW, TERM: 'xterm' },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expectNoToken(output, [NEW]);
  expect(output).toContain('settings/tokens/new?tokenType=fineGrained');
  expect(output).toMatch(/acme\/model on GitHub/);
  expect(acme.actions.value('HF_TOKEN')).toBe(NEW);
  expect(status).toBe(0);
});
