import { FabricNetworkError } from '../fabric-network-error';

/** A mistake in a file: where it is, what is wrong and what would be right. Lines and columns count from 1. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

/** Everything that is wrong in `network.yaml`, so that one look mends it. */
export class DefinitionError extends FabricNetworkError {
  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(({ file, line, column, problem }) => `${file}:${line}:${column}: ${problem}`).join('\n'));
  }
}
