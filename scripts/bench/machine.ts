import * as os from 'node:os';

/** What the figures were measured on, a line each: without it a figure says nothing. */
export function describeMachine(): string[] {
  const cores = os.cpus();
  return [
    `machine     ${cores.length} cores, ${cores[0]?.model.trim() ?? 'unknown model'}, ${gib(os.totalmem())} GiB memory (${gib(os.freemem())} free), ${os.type()} ${os.release()} ${os.arch()}`,
    `runtime     Node ${process.versions.node}, V8 ${process.versions.v8}`,
    `load        ${describeLoad()}`,
  ];
}

/** What else the machine is doing: its load average over 1, 5 and 15 minutes. */
export function describeLoad(): string {
  const averages = os.loadavg().map((average) => average.toFixed(2));
  return `${averages.join(' ')} (average over 1, 5, 15 minutes; ${os.availableParallelism()} is all cores busy)`;
}

const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
