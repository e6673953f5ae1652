// Validate tokens, then start a training run, as one command (Node 22.18 or newer runs TypeScript): node examples/training-session.ts modal run train.py
import { spawn } from 'node:child_process';
import { AuthValidator, exitCodeOfResults } from '@auth-guard/cli';

const [command, ...args] = process.argv.slice(2);
const results = await new AuthValidator().validateAllTokens();
const exitCode = exitCodeOfResults(results);

if (exitCode !== 0 || command === undefined) {
  for (const { tokenType, message, help } of results) console.error(`${tokenType}: ${message} ${help ?? ''}`);
  process.exitCode = exitCode || 2;
} else {
  const child = spawn(command, args, { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
