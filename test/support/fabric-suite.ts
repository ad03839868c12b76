import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Folder with Fabric's programs; '' where the environment names none. */
export const fabricBinaries = (): string => process.env['FABRIC_BIN'] ?? '';

/** A suite that needs real Fabric; where there is none its title says why it is skipped. */
export function fabricSuite(title: string, body: (this: Mocha.Suite) => void): void {
  if (fabricBinaries() === '') describe.skip(`${title} (skipped: ${noFabric})`, body);
  else describe(title, body);
}

/** Why what needs real Fabric can't be run where `fabricBinaries` is ''. */
export const noFabric = "FABRIC_BIN names no folder with Fabric's programs";

/** Whether the programs at hand know BFT: those of Fabric 2.5 don't. */
export function knowsBft(): boolean {
  const { stdout } = spawnSync(path.join(fabricBinaries(), 'peer'), ['version'], { encoding: 'utf8' });
  return !/Version: v?2\./.test(stdout);
}
