import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tlsFields } from './chaincode-connection';

/**
 * The three programs that a peer calls to install a chaincode which runs as a service, as one: the first argument
 * is the step, the others are the folders that the peer names. A peer's exit code 0 means yes or done.
 *
 * - detect SOURCE METADATA: is the package one for us, of type `ccaas`?
 * - build SOURCE METADATA OUTPUT: take `connection.json` over, its `{{.name}}` filled in from this peer's settings and,
 *   where it asks for TLS, from the files of this peer's TLS folder. The result holds the peer's key: its owner alone may
 *   read it.
 * - release OUTPUT RELEASE: put it where the peer looks for the server's address.
 */
async function runStep([step = 'none', first = '', second = '', third = '']: readonly string[]): Promise<boolean> {
  switch (step) {
    case 'detect': {
      const metadata = JSON.parse(await readFile(path.join(second, 'metadata.json'), 'utf8')) as { type?: unknown };
      return metadata.type === 'ccaas';
    }
    case 'build': {
      const connection = await readFile(path.join(first, 'connection.json'), 'utf8');
      const values = /"tls_required": *true/.test(connection) ? await withTls(settings()) : settings();
      await writeFile(path.join(third, 'connection.json'), filledIn(connection, values), { mode: 0o600 });
      return true;
    }
    case 'release': {
      const folder = path.join(second, 'chaincode', 'server');
      await mkdir(folder, { recursive: true });
      await cp(path.join(first, 'connection.json'), path.join(folder, 'connection.json'));
      return true;
    }
    default:
      throw new Error(`Unknown step ${step}; expected detect, build or release.`);
  }
}

function settings(): Record<string, unknown> {
  return JSON.parse(process.env['CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG'] ?? '{}') as Record<string, unknown>;
}

async function withTls(values: Record<string, unknown>): Promise<Record<string, unknown>> {
  return { ...values, ...(await tlsFields(String(values['tlsFolder']))) };
}

/** The template with its values in it. It is JSON, and a value of several lines has to stay one text of it. */
function filledIn(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`connection.json asks for ${name}, which this peer does not set.`);
    return JSON.stringify(value).slice(1, -1);
  });
}

runStep(process.argv.slice(2)).then(
  (yes) => {
    process.exitCode = yes ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
