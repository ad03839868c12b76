/** What a handler may know of the call it serves. */
export interface CallContext {
  readonly cancelled: boolean;
  /** Calls once when the client has gone or its time is up. Returns what takes the listener away again. */
  onCancel(listener: () => void): () => void;
}

/** A call that can be cancelled from here. */
export class CancellableCall implements CallContext {
  private listeners: Set<() => void> | undefined;
  cancelled = false;

  onCancel(listener: () => void): () => void {
    this.listeners ??= new Set();
    const { listeners } = this;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const listener of this.listeners ?? []) listener();
  }
}
