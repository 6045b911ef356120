import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Copying = { readonly copied: true } | { readonly copied: false; readonly reason: string };

interface Tool {
  readonly file: string;
  readonly arguments: readonly string[];
}

const timeoutMs = 5_000;

/** Puts text on the clipboard by the first tool that can. Never rejects. */
export async function copyText(text: string): Promise<Copying> {
  const input = process.platform === 'win32' ? windowsInput(text) : Buffer.from(text);
  const reasons: string[] = [];
  for (const tool of tools()) {
    const reason = await run(tool, input).catch((error: Error) => error.message);
    if (reason === null) return { copied: true };
    reasons.push(`${tool.file}: ${reason}`);
  }
  return { copied: false, reason: reasons.join('; ') };
}

function tools(): readonly Tool[] {
  if (process.platform === 'win32') {
    return [{ file: join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'clip.exe'), arguments: [] }];
  }
  const x11 = [
    { file: 'xclip', arguments: ['-selection', 'clipboard'] },
    { file: 'xsel', arguments: ['--clipboard', '--input'] },
  ];
  return process.env.WAYLAND_DISPLAY ? [{ file: 'wl-copy', arguments: [] }, ...x11] : x11;
}

/** clip.exe reads the computer's old code page unless a byte order mark says UTF-16; Windows programs end lines by CR LF. */
function windowsInput(text: string): Buffer {
  return Buffer.from(`\uFEFF${text.replace(/\r?\n/g, '\r\n')}`, 'utf16le');
}

/** null when the tool took the text, else why it did not. */
function run(tool: Tool, input: Buffer): Promise<string | null> {
  return new Promise((resolve) => {
    // An X11 clipboard lives in the process that filled it: the tool stays behind, detached so that Ctrl-C spares it.
    const child = spawn(tool.file, tool.arguments, {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let stderr = '';
    const end = (reason: string | null) => {
      clearTimeout(deadline);
      // The process that stays behind holds this pipe open for as long as it lives.
      child.stderr.destroy();
      resolve(reason);
    };
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      end(`no answer within ${timeoutMs} ms`);
    }, timeoutMs);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(0, 300);
    });
    child.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ENOENT' ? 'not installed' : error.message));
    child.on('exit', (code) => code === 0 && end(null));
    child.on('close', (code, signal) => end(stderr.trim() || `ended by ${signal ?? `exit code ${code}`}`));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
