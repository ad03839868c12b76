/** The form of what is rendered: closed schemas of what Compose and Kubernetes take, and that its parts fit each other. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { parse, parseAllDocuments } from 'yaml';
import { renderCompose } from '../../../../../network/fabric/render/compose';
import { renderKubernetes } from '../../../../../network/fabric/render/kubernetes';
import { homeToRender } from '../../../../support/home-to-render';

const closed = { additionalProperties: false };
const texts = Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), Type.String());
/** RFC 1123's name of a host. */
const dnsLabel = Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' });
const image = Type.String({ pattern: '^[a-z0-9][a-z0-9./_-]*:[A-Za-z0-9_.-]+$' });
const absolute = Type.String({ pattern: '^/' });
const port = Type.Integer({ minimum: 1, maximum: 65_535 });
const labels = Type.Object({ app: Type.String(), organization: Type.String() }, closed);

const Compose = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]*$' }),
    services: Type.Record(
      Type.String({ pattern: '^[a-zA-Z0-9._-]+$' }),
      Type.Object(
        {
          image,
          command: Type.Array(Type.String(), { minItems: 1 }),
          entrypoint: Type.Array(Type.String()),
          working_dir: absolute,
          environment: texts,
          network_mode: Type.Literal('host'),
          user: Type.String({ pattern: '^[0-9]+:[0-9]+$' }),
          volumes: Type.Array(Type.String({ pattern: '^/[^:]+:/[^:]+(:ro)?$' }), { minItems: 1 }),
          restart: Type.Union([Type.Literal('unless-stopped'), Type.Literal('always'), Type.Literal('no')]),
          depends_on: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
        },
        closed,
      ),
      closed,
    ),
  },
  closed,
);

const mounts = Type.Array(Type.Object({ name: dnsLabel, mountPath: absolute }, closed));
const Service = Type.Object(
  {
    apiVersion: Type.Literal('v1'),
    kind: Type.Literal('Service'),
    metadata: Type.Object({ name: dnsLabel, labels }, closed),
    spec: Type.Object(
      {
        clusterIP: Type.Literal('None'),
        publishNotReadyAddresses: Type.Boolean(),
        selector: labels,
        ports: Type.Array(Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,14}$' }), port }, closed), {
          minItems: 1,
        }),
      },
      closed,
    ),
  },
  closed,
);
const container = { name: dnsLabel, image, command: Type.Array(Type.String(), { minItems: 1 }), volumeMounts: mounts };
const StatefulSet = Type.Object(
  {
    apiVersion: Type.Literal('apps/v1'),
    kind: Type.Literal('StatefulSet'),
    metadata: Type.Object({ name: dnsLabel, labels }, closed),
    spec: Type.Object(
      {
        serviceName: dnsLabel,
        replicas: Type.Literal(1),
        selector: Type.Object({ matchLabels: labels }, closed),
        template: Type.Object(
          {
            metadata: Type.Object({ labels }, closed),
            spec: Type.Object(
              {
                securityContext: Type.Object(
                  { runAsUser: Type.Integer(), runAsGroup: Type.Integer(), fsGroup: Type.Integer() },
                  closed,
                ),
                initContainers: Type.Array(Type.Object(container, closed)),
                containers: Type.Array(
                  Type.Object(
                    {
                      ...container,
                      workingDir: absolute,
                      env: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }, closed)),
                      ports: Type.Array(Type.Object({ containerPort: port }, closed)),
                    },
                    closed,
                  ),
                  { minItems: 1 },
                ),
              },
              closed,
            ),
          },
          closed,
        ),
        volumeClaimTemplates: Type.Array(
          Type.Object(
            {
              metadata: Type.Object({ name: dnsLabel }, closed),
              spec: Type.Object(
                {
                  accessModes: Type.Array(Type.Literal('ReadWriteOnce')),
                  resources: Type.Object(
                    { requests: Type.Object({ storage: Type.String({ pattern: '^[0-9]+Gi$' }) }, closed) },
                    closed,
                  ),
                },
                closed,
              ),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
  },
  closed,
);

function fits<S extends TSchema>(schema: S, value: unknown): Static<S> {
  const wrong = [...Value.Errors(schema, value)].map(({ path: place, message }) => `${place} ${message}`);
  assert.deepEqual(wrong, []);
  return value;
}

const unique = (values: readonly unknown[]): void => assert.equal(new Set(values).size, values.length, values.join());

describe('What is rendered', () => {
  let folder = '';
  const options = { checkout: '/checkout', image: 'node:20-slim' };
  /** Files and folders of the home that are named in a text. */
  const namedIn = (text: string): string[] => text.match(new RegExp(`${folder}[^"',\\\\ ]*`, 'g')) ?? [];

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'rendered-form-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is a compose file whose services have all that they name', async () => {
    const text = await renderCompose(await homeToRender(folder, () => '127.0.0.1'), options);
    const { services } = fits(Compose, parse(text));
    for (const [name, service] of Object.entries(services)) {
      for (const needed of service.depends_on ?? []) assert.ok(services[needed], `${name} needs ${needed}`);
      const mounted = service.volumes.map((volume) => volume.split(':')[1] ?? '');
      const { command, environment, working_dir: cwd } = service;
      for (const file of [...namedIn(JSON.stringify({ command, environment })), cwd]) {
        assert.ok(
          mounted.some((place) => file === place || file.startsWith(`${place}/`)),
          `${name} has no ${file}`,
        );
      }
    }
  });

  it('is manifests whose services find their pods, and whose pods have their volumes', async () => {
    const text = await renderKubernetes(await homeToRender(folder, (name) => name), options);
    const documents = parseAllDocuments(text)
      .map((each) => each.toJS() as { kind: string } | null)
      .filter((each) => each !== null);
    const services = documents.filter(({ kind }) => kind === 'Service').map((each) => fits(Service, each));
    const sets = documents.filter(({ kind }) => kind === 'StatefulSet').map((each) => fits(StatefulSet, each));
    assert.equal(services.length + sets.length, documents.length);
    assert.equal(services.length, sets.length);
    for (const { spec } of services) unique(spec.ports.map((each) => each.port));
    for (const { spec, metadata } of sets) {
      const service = services.find((each) => each.metadata.name === spec.serviceName) ?? assert.fail(metadata.name);
      assert.deepEqual(spec.selector.matchLabels, spec.template.metadata.labels);
      assert.deepEqual(service.spec.selector, spec.template.metadata.labels);
      const { containers, initContainers } = spec.template.spec;
      unique([...containers, ...initContainers].map(({ name }) => name));
      const open = containers.flatMap(({ ports }) => ports.map(({ containerPort }) => containerPort));
      unique(open);
      for (const each of service.spec.ports)
        assert.ok(open.includes(each.port), `${metadata.name} opens no ${each.port}`);
      const volumes = spec.volumeClaimTemplates.map((each) => each.metadata.name);
      for (const each of [...containers, ...initContainers]) {
        for (const mount of each.volumeMounts) assert.ok(volumes.includes(mount.name));
        const own = { command: each.command, env: 'env' in each ? each.env : [] };
        for (const file of namedIn(JSON.stringify(own))) {
          assert.ok(
            each.volumeMounts.some(({ mountPath }) => file.startsWith(mountPath)),
            `${each.name}: ${file}`,
          );
          if (file.includes('/organizations/')) assert.ok(file.includes(`/organizations/${metadata.name}/`), file);
        }
      }
    }
  });
});
