import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Terminal } from '../../scripts/cli/command';
import { runProgram } from '../../scripts/cli/program';

/** How a command ended and what it said. */
export interface CliAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody who uses the command line, with a configuration folder and an environment of its own. */
export class CliUser {
  private readonly config: string;

  constructor(
    private readonly folder: string,
    name: string,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {
    this.config = path.join(folder, `config-${name}`);
  }

  /** Folder with what the program remembers for this user. */
  get configFolder(): string {
    return this.config;
  }

  /** Runs a command line; `typed` is what the user answers when asked, in order. */
  async run(
    argv: readonly string[],
    { stdin = '', typed }: { stdin?: string; typed?: string[] } = {},
  ): Promise<CliAnswer> {
    const written = { stdout: '', stderr: '' };
    const sink = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (written[name] += text) });
    const terminal: Terminal = {
      colours: false,
      askSecret: (question) => {
        written.stderr += question;
        return Promise.resolve(typed?.shift() ?? '');
      },
    };
    const code = await runProgram(argv, {
      cwd: this.folder,
      stdin: pieces(stdin),
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      env: { SUNLEDGER_CONFIG: this.config, ...this.env },
      ...(typed ? { terminal } : {}),
    });
    return { code, ...written };
  }

  /** The JSON that a command which has to succeed printed. */
  async json<T = Record<string, unknown>>(...argv: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run([...argv, '--json']);
    if (code !== 0) throw new Error(`sunledger ${argv.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  forget(): void {
    rmSync(this.config, { recursive: true, force: true });
  }
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
