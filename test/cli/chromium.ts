import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** The browser on this machine, if there is one: the variable `CHROMIUM`, or the usual names on the path. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(':');
  const candidates = named === undefined ? folders.flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name))) : [named];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** One page of a headless browser, driven over its debugging pipe. */
export interface Page {
  /** The value of an expression in the page, which may be a promise. */
  evaluate(expression: string): Promise<unknown>;
  /** A picture of the page as PNG. */
  screenshot(): Promise<Uint8Array>;
  resize(width: number, height: number): Promise<void>;
  /** What went wrong in the page: exceptions, and what its policy forbade. */
  readonly troubles: readonly string[];
  close(): Promise<void>;
}

/** Opens a file in a headless browser. */
export async function openPage(chromium: string, url: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'stockwright-chromium-'));
  const browser = spawn(chromium, ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const troubles: string[] = [];
  const send = protocol(browser, (method, params) => {
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') troubles.push(JSON.stringify(params));
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const inPage = (method: string, params: object = {}): Promise<Record<string, unknown>> => send(method, params, sessionId as string);
  for (const domain of ['Page', 'Runtime', 'Log']) await inPage(`${domain}.enable`);
  await inPage('Page.navigate', { url });
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await inPage('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  };
  while ((await evaluate(`document.readyState + location.protocol`)) !== 'completefile:') await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    troubles, evaluate,
    resize: async (width, height) => {
      await inPage('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 700 });
    },
    screenshot: async () => Buffer.from((await inPage('Page.captureScreenshot', { captureBeyondViewport: false }))['data'] as string, 'base64'),
    close: async () => {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** The browser's protocol: JSON messages that end in a zero byte, over two pipes. */
function protocol(browser: ChildProcess, onEvent: (method: string, params: unknown) => void): Send {
  const [toBrowser, fromBrowser] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (value: Record<string, unknown>) => void; reject: (problem: Error) => void }>();
  let pending = '';
  let last = 0;
  fromBrowser.setEncoding('utf8');
  fromBrowser.on('data', (text: string) => {
    const messages = (pending + text).split('\0');
    pending = messages.pop()!;
    for (const message of messages.map((one) => JSON.parse(one) as { id?: number; result?: Record<string, unknown>; error?: unknown; method?: string; params?: unknown })) {
      if (message.id === undefined) onEvent(message.method!, message.params);
      else if (message.error === undefined) waiting.get(message.id)?.resolve(message.result!);
      else waiting.get(message.id)?.reject(new Error(JSON.stringify(message.error)));
    }
  });
  browser.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser ended'));
  });
  return (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    const id = ++last;
    waiting.set(id, { resolve, reject });
    toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
  });
}
