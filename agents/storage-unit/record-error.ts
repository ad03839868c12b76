/** A record that can't be gone on with. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  constructor(
    readonly code: 'RECORD_UNREADABLE' | 'RECORD_MISMATCH' | 'RECORD_TAKEN',
    message: string,
  ) {
    super(message);
  }
}
