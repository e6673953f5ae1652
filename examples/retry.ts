// An upload that is tried again while its failures may pass by themselves.
import { RetryConfig, RetryManager, setupAuthLogging } from '@auth-guard/cli';

const logger = setupAuthLogging();
const config = new RetryConfig({ maxAttempts: 3, baseDelayMs: Number(process.env['BASE_DELAY_MS'] ?? 2000), maxDelayMs: 30_000 });

try {
  const status = await new RetryManager(config, { logger }).execute(async ({ signal }) => {
    const response = await fetch(process.env['UPLOAD_URL'] ?? '', { method: 'PUT', body: 'checkpoint', signal });
    if (!response.ok) throw Object.assign(new Error(`the upload answered ${response.status}`), { response });
    return response.status;
  });
  console.log(`uploaded: ${status}`);
} catch (error) {
  console.log(`Upload failed after all retries: ${(error as Error).message}`);
  process.exitCode = 1;
}
