/** What one look at a home or a machine has found. */
export interface Finding {
  /** What was looked at. */
  readonly check: string;
  /** `problem`: the network would not start, or not go on. `notice`: good to know; a start copes with it. */
  readonly verdict: 'good' | 'notice' | 'problem';
  /** One sentence: what was found, and what helps. */
  readonly sentence: string;
}

export const good = (check: string, sentence: string): Finding => ({ check, verdict: 'good', sentence });
export const notice = (check: string, sentence: string): Finding => ({ check, verdict: 'notice', sentence });
export const problem = (check: string, sentence: string): Finding => ({ check, verdict: 'problem', sentence });
