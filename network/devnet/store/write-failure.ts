/** What the system says of a disk without room, for this user or at all. */
const full = /\b(?:ENOSPC|EDQUOT)\b|No space left on device|Disk quota exceeded|database or disk is full/;

/** Whether a failure comes of a disk that is full: LevelDB and SQLite tell by their text alone, and many put it into a cause. */
export function isDiskFull(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as NodeJS.ErrnoException;
    if (full.test(`${code ?? ''} ${each.message}`)) return true;
  }
  return false;
}

/** Why a write failed, in a few words: the disk is full, or the system's code. */
export function writeFailureReason(error: unknown): string {
  if (isDiskFull(error)) return 'the disk is full';
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code, syscall } = each as NodeJS.ErrnoException;
    if (code !== undefined && syscall !== undefined) return code;
  }
  return 'see the log';
}
