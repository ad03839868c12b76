import { text } from 'node:stream/consumers';
import { CliError } from '../cli-error';
import { type Io } from '../command';

/** Where a secret may come from: never from the command line, where every user of the machine could read it. */
export interface SecretSource {
  /** As a sentence calls it: "The one-time secret". */
  readonly name: string;
  readonly variable: string;
  readonly question: string;
  /** Whether the user has said that it comes on standard input. */
  readonly fromStdin?: boolean | undefined;
}

/** A secret from the environment, standard input or whoever sits there. Throws CliError that says how to give it. */
export async function readSecret(io: Io, source: SecretSource): Promise<string> {
  const given = (io.env ?? process.env)[source.variable];
  if (given !== undefined && given !== '') return given;
  if (source.fromStdin === true) return firstLine(await text(io.stdin), source.name);
  if (io.terminal) return await io.terminal.askSecret(source.question);
  throw new CliError(
    `${source.name} is missing: put it into ${source.variable}, or run the command in a terminal, which asks for it`,
  );
}

/** The first line of what came, without its end. */
function firstLine(content: string, name: string): string {
  const [line = ''] = content.split(/\r?\n/);
  if (line === '') throw new CliError(`${name} was expected on standard input, which is empty`);
  return line;
}

export const passphraseVariable = 'SUNLEDGER_PASSPHRASE';
export const secretVariable = 'SUNLEDGER_SECRET';
