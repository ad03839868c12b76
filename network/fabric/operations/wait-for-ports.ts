import { once } from 'node:events';
import { connect } from 'node:net';
import { FabricNetworkError } from '../fabric-network-error';
import { retryUntil } from '../retry-until';
import { type ManagedProcess } from './managed-process';

const deadlineMs = 60_000;

/**
 * Waits until processes listen on all their ports.
 *
 * @throws FabricNetworkError with what a process said last, when it has died meanwhile.
 */
export async function waitForPorts(processes: readonly ManagedProcess[]): Promise<void> {
  await Promise.all(
    processes.flatMap(({ host, ports, process }) =>
      ports.map((port) =>
        retryUntil(
          async () => {
            if (await listens(host, port)) return;
            await process.assertRunning();
            throw new NotListening(`${process.name} runs, but does not listen on ${host}:${port}.`);
          },
          { deadlineMs, pauseMs: 30, isTemporary: (error) => error instanceof NotListening },
        ),
      ),
    ),
  );
}

class NotListening extends FabricNetworkError {}

/** Whether something takes connections there. */
export async function listens(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
