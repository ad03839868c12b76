import { access } from 'node:fs/promises';

/** Whether there is a file or folder of this name that this user can reach. */
export async function fileExists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
