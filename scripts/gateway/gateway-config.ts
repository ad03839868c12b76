import path from 'node:path';
import { isScalar } from 'yaml';
import { type Mistake } from '../../network/fabric/definition/definition-error';
import { type Place, YamlReader } from '../../network/fabric/definition/yaml-reader';
import { type SettingName, settingNames, settingOf, type SettingValues, variableOf, variablePrefix } from './settings';

/** A peer, as the file names it. */
export interface PeerConfig {
  readonly address: string;
  /** PEM file with the root of its TLS certificate. */
  readonly tlsRoot: string;
  readonly serverName: string | undefined;
}

/** A checked configuration, with where each value comes from. */
export interface GatewayConfig {
  readonly values: SettingValues;
  /** In the order in which they are turned to. */
  readonly peers: readonly PeerConfig[];
  /** `gateway.yaml:3`, the name of a variable, or `default`. */
  readonly sources: ReadonlyMap<SettingName, string>;
}

/** Everything that is wrong with a configuration, so that one look mends it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

type Environment = Readonly<Record<string, string | undefined>>;
type Value = string | number | boolean;

/**
 * Reads a configuration: the file, and over it the environment. Names of files in it start beside it, those in variables
 * in `cwd`. Throws ConfigError with every mistake: where it stands, what was found and what would be right.
 */
export function parseGatewayConfig(yaml: string, file: string, environment: Environment, cwd: string): GatewayConfig {
  const reader = new YamlReader(yaml, path.basename(file));
  if (reader.mistakes.length > 0) throw new ConfigError(reader.mistakes.map(shown));
  const places = new Map<SettingName, Place>();
  const lists = new Map<string, Place>();
  if (yaml.trim() !== '') collect(reader, reader.root, '', places, lists);
  const values = new Map<SettingName, Value | undefined>();
  const sources = new Map<SettingName, string>();
  const problems: string[] = [];
  for (const name of settingNames) {
    const variable = variableFor(name, environment);
    const place = places.get(name);
    const setting = settingOf(name);
    if (variable !== undefined) {
      values.set(name, fromVariable(name, variable, environment[variable] ?? '', cwd, problems));
      sources.set(name, variable);
    } else if (place) {
      const value = setting.read(isScalar(place.node) ? place.node.value : undefined);
      if (value === undefined) reader.report(place, `must be ${setting.rule}; found ${foundOf(place, setting.secret)}`);
      else values.set(name, setting.isFile ? path.resolve(path.dirname(file), String(value)) : value);
      sources.set(name, reader.lineOf(place));
    } else {
      if (setting.required)
        problems.push(`${name} is missing: set it in ${path.basename(file)} or as ${variableOf(name)}`);
      if (setting.otherwise !== undefined) values.set(name, setting.otherwise);
      sources.set(name, 'default');
    }
  }
  const peers = peersOf(reader, lists.get('network.peers'), path.dirname(file));
  problems.unshift(...reader.mistakes.map(shown), ...unknownVariables(environment));
  // Every name of the table has its value by its own rule, or there is a problem.
  const checked = Object.fromEntries(values) as unknown as SettingValues;
  if (problems.length === 0) problems.push(...contradictions(checked));
  if (problems.length > 0) throw new ConfigError(problems);
  return { values: checked, peers, sources };
}

/** Walks the maps of the file along the names of the settings. */
function collect(
  reader: YamlReader,
  place: Place,
  prefix: string,
  places: Map<SettingName, Place>,
  lists: Map<string, Place>,
): void {
  const below = [...settingNames, 'network.peers'].filter((name) => name.startsWith(prefix));
  const keys = [...new Set(below.map((name) => name.slice(prefix.length).split('.')[0] ?? ''))];
  for (const [key, found] of reader.fields(place, { required: [], optional: keys })) {
    const name = `${prefix}${key}`;
    if (name === 'network.peers') lists.set(name, found);
    else if ((settingNames as readonly string[]).includes(name)) places.set(name as SettingName, found);
    else collect(reader, found, `${name}.`, places, lists);
  }
}

function peersOf(reader: YamlReader, place: Place | undefined, folder: string): PeerConfig[] {
  if (!place) {
    reader.report(reader.root, 'network.peers is missing: the peers of the organisation, in the order to turn to them');
    return [];
  }
  return reader.list(place, 'peers').map((each) => {
    const fields = reader.fields(each, { required: ['address', 'tlsRoot'], optional: ['serverName'] });
    const serverName = fields.get('serverName');
    return {
      address: reader.text(fields.get('address'), /^[A-Za-z0-9.-]+:\d{1,5}$/, 'host:port'),
      tlsRoot: path.resolve(folder, reader.text(fields.get('tlsRoot'), /^[^\0]+$/, 'the name of a PEM file')),
      serverName: serverName && reader.text(serverName, /^[A-Za-z0-9.-]+$/, "the name in the peer's TLS certificate"),
    };
  });
}

function variableFor(name: SettingName, environment: Environment): string | undefined {
  return [variableOf(name), settingOf(name).alias ?? ''].find((each) => (environment[each] ?? '') !== '');
}

function fromVariable(name: SettingName, variable: string, found: string, cwd: string, problems: string[]) {
  const setting = settingOf(name);
  const value = setting.read(found);
  if (value === undefined) {
    const what = setting.secret ? 'something else' : JSON.stringify(found.slice(0, 64));
    problems.push(`${variable} must be ${setting.rule}; found ${what}`);
    return undefined;
  }
  return setting.isFile ? path.resolve(cwd, String(value)) : value;
}

function unknownVariables(environment: Environment): string[] {
  const known = new Set([...settingNames.map(variableOf), `${variablePrefix}CONFIG`]);
  return Object.keys(environment)
    .filter((name) => name.startsWith(variablePrefix) && !known.has(name))
    .map((name) => `${name} is not known; docs/operations.md lists the variables`);
}

/** What can only be seen by comparing. */
function contradictions(values: SettingValues): string[] {
  const problems: string[] = [];
  const { 'tls.certificate': certificate, 'tls.key': key } = values;
  if ((certificate === undefined) !== (key === undefined)) {
    problems.push(
      `tls.${key === undefined ? 'key' : 'certificate'} is missing: the certificate and its key go together`,
    );
  }
  if (
    values['organization.identity.secret'] !== undefined &&
    values['organization.identity.secretFile'] !== undefined
  ) {
    problems.push('organization.identity.secret and organization.identity.secretFile are both given; leave one out');
  }
  for (const who of ['address', 'member'] as const) {
    const [rate, burst] = [values[`limits.${who}PerSecond`], values[`limits.${who}Burst`]];
    if (burst < rate) problems.push(`limits.${who}Burst is ${burst}, less than the ${rate} that a second may bring`);
  }
  if (values['limits.writes'] < values['limits.writesPerMember']) {
    problems.push('limits.writes is less than limits.writesPerMember, which would never be reached');
  }
  return problems;
}

const foundOf = ({ node }: Place, secret: true | undefined): string => {
  if (!isScalar(node)) return node ? 'a map or a list' : 'nothing';
  return secret ? 'something else' : JSON.stringify(node.value);
};

const shown = ({ file, line, column, problem }: Mistake): string => `${file}:${line}:${column}: ${problem}`;
