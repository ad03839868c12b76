import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Refusal, refusesEach } from './refuses';
import { runCli } from './run-cli';

const vectors = readFileSync(path.join(__dirname, '../../../../test/vectors/stored-energy.json'), 'utf8');
interface After {
  kWh: string;
  ENT: string;
  R: string;
  balances: Record<string, { available: string; locked: string }>;
  units: Record<string, { kWh: string; free: string }>;
}
interface Case {
  name: string | null;
  steps: { op: string; after: After }[];
}

const register = { op: 'register', unit: 'U1', owner: 'O' };
const produced = { op: 'produced', unit: 'U1', producer: 'P', kWh: '10' };
const session = { op: 'session', unit: 'U1', consumer: 'P', ENT: '2' };
const consumed = { op: 'consumed', unit: 'U1', consumer: 'P', kWh: '1' };
const runText = (stdin: string, ...more: string[]) => runCli(['stored-energy', '-', ...more], { stdin });
const run = (document: unknown, ...more: string[]) => runText(JSON.stringify(document), ...more);
/** The state after the last of these steps. */
async function after(steps: readonly object[], parameters?: object): Promise<After> {
  const { code, stdout, stderr } = await run({ name: 'x', parameters, steps });
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as Case).steps.at(-1)!.after;
}

describe('sunledger stored-energy', () => {
  it('prints the published state after every step of every worked case', async () => {
    const { code, stdout, stderr } = await runCli(['stored-energy', 'e.json'], { files: { 'e.json': vectors } });
    assert.deepEqual([code, stderr], [0, '']);
    const expected = (JSON.parse(vectors) as Case[]).map(({ name, steps }) => ({
      name,
      steps: steps.map((step) => ({ op: step.op, after: step.after })),
    }));
    assert.ok(expected.length >= 2);
    assert.deepEqual(JSON.parse(stdout), expected);
  });

  it('prints a case for a case and an array for an array', async () => {
    const units = { U1: { kWh: '0', free: '0' } };
    const result = {
      name: 'x',
      steps: [{ op: 'register', after: { kWh: '0', ENT: '0', R: '0', balances: {}, units } }],
    };
    const document = { name: 'x', steps: [{ ...register, after: 5 }] };
    assert.equal((await run(document)).stdout, `${JSON.stringify(result, null, 2)}\n`);
    assert.equal((await run([document], '-c')).stdout, `${JSON.stringify([result])}\n`);
    assert.equal((await run({ steps: [] }, '-c')).stdout, '{"name":null,"steps":[]}\n');
  });

  it('takes the defaults of the page for parameters that are left out, and what is given for the others', async () => {
    const lost = [register, produced, { op: 'actual', unit: 'U1', kWh: '8' }];
    assert.equal((await after(lost)).R, '0.1');
    assert.equal((await after(lost, { C: '0.25' })).R, '0.5');
    const split = (await after([register, produced], { F: '1' })).balances;
    assert.deepEqual(split, { O: { available: '10', locked: '0' } });
  });

  it('closes sessions, removes units and transfers ENT', async () => {
    const opened = [register, produced, session];
    const closed = await after([...opened, { op: 'close', unit: 'U1', consumer: 'P' }]);
    assert.deepEqual([closed.balances['P'], closed.units['U1']?.free], [{ available: '8', locked: '0' }, '10']);
    const removed = await after([...opened, { op: 'remove', unit: 'U1' }]);
    assert.deepEqual([removed.kWh, removed.ENT, removed.R, removed.units], ['0', '10', '0.5', {}]);
    assert.deepEqual(removed.balances['P'], { available: '8', locked: '0' });
    const sent = await after([...opened, { op: 'transfer', from: 'P', to: 'Q', ENT: '5.5' }]);
    assert.deepEqual(
      [sent.balances['P'], sent.balances['Q']],
      [
        { available: '0.5', locked: '2' },
        { available: '5.5', locked: '0' },
      ],
    );
  });

  it('takes names of object properties as plain ids', async () => {
    const steps = [
      { ...register, unit: '__proto__' },
      { ...produced, unit: '__proto__', producer: 'constructor' },
    ];
    const { balances, units } = await after(steps);
    assert.deepEqual([Object.keys(balances).sort(), Object.keys(units)], [['O', 'constructor'], ['__proto__']]);
  });

  const of = (...steps: unknown[]) => ({ name: 'x', steps });
  const refused: Refusal[] = [
    ['no case', null, /the case must be an object .*; found null$/],
    ['a case without steps', { name: 'a' }, /the case \("a"\): steps must be an array; found nothing/],
    ['a step that is none', of('register'), /step 1 must be an object .*; found "register"/],
    ['an unknown step', of({ op: 'charge' }), /step 1 \("charge"\): op must be "register", .*; found "charge"/],
    ['a step without op', of({}), /step 1: op must be .*; found nothing/],
    ['no unit', of({ op: 'register', owner: 'O' }), /step 1 \("register"\): unit must be a string .*; found nothing/],
    [
      'a number for kWh',
      of(register, { ...produced, kWh: 1 }),
      /step 2 \("produced"\): kWh must be a decimal string .*; found 1/,
    ],
    [
      'four decimals of kWh',
      of(register, { ...produced, kWh: '1.0001' }),
      /kWh must be .* at most 3 decimals.*; found "1.0001"/,
    ],
    ['a negative ENT', of(register, produced, { ...session, ENT: '-1' }), /ENT must be .*; found "-1"/],
    ['parameters in a list', { steps: [], parameters: [] }, /parameters must be an object .*; found an array/],
    ['a parameter that is none', { steps: [], parameters: { X: '1' } }, /parameters: X is not one of M, B, C, H, F/],
    ['a parameter out of range', { steps: [], parameters: { M: '1.1' } }, /parameters: M must be a number from 0 to 1/],
    [
      'a parameter that is no text',
      { steps: [], parameters: { M: 0.5 } },
      /parameters: "M" must be a decimal string .*; found 0.5/,
    ],
    [
      'a unit that is registered twice',
      of(register, register),
      /step 2 \("register"\): Storage unit U1 is registered already/,
    ],
    ['a report of a unit that is not there', of(produced), /step 1 \("produced"\): There is no storage unit U1/],
    [
      'a report of a unit that has left',
      of(register, { op: 'remove', unit: 'U1' }, produced),
      /step 3 .*U1 is removed/,
    ],
    ['a report of nothing', of(register, { ...produced, kWh: '0' }), /step 2 .*says 0 kWh/],
    ['more than the unit holds', of(register, consumed), /step 2 .*holds 0 kWh, 1 kWh are reported as taken/],
    ['more ENT than there are', of(register, produced, { ...session, ENT: '9' }), /step 3 .*8 ENT available, 9 needed/],
    [
      'a second session',
      of(register, produced, session, session),
      /step 4 .*P has an open session with storage unit U1/,
    ],
    ['to close no session', of(register, { op: 'close', unit: 'U1', consumer: 'P' }), /step 2 .*P has no session/],
    ['to send to oneself', of({ op: 'transfer', from: 'P', to: 'P', ENT: '1' }), /step 1 .*both sender and receiver/],
  ];
  refusesEach(refused, run);

  it('names the case among several', async () => {
    assert.match((await run([of(), of(produced)])).stderr, /: case 2 \("x"\), step 1 \("produced"\): /);
  });

  it('refuses what is not JSON, and asks for a file', async () => {
    assert.match((await runText('{')).stderr, /^sunledger: standard input is not JSON/);
    assert.equal((await runCli(['stored-energy'])).code, 2);
    assert.match((await runCli(['stored-energy', '--help'])).stdout, /"op": "produced"/);
  });
});
